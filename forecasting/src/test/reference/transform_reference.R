# Reference values of the package transform, from R.
#
# Run:   Rscript transform_reference.R > ../resources/io/almanac/forecasting/transform/transform.csv
#
# Rows: series, what, step, value. The series are AirPassengers (published figures, public domain) and synthetic ones.

suppressMessages(library(forecast))

rows <- function(series, what, values) {
    cat(sprintf("%s,%s,%d,%.17g\n", series, what, seq_along(values), as.numeric(values)), sep = "")
}

cat(sprintf("# %s, forecast %s\n", R.version.string, packageVersion("forecast")))
cat("series,what,step,value\n")

set.seed(1)
t <- 1:120
all <- list(
    air = AirPassengers,
    growing = ts(exp(t / 40 + 0.3 * sin(2 * pi * t / 12) + rnorm(120) / 20), frequency = 12),
    square = ts((10 + t / 10 + 2 * cos(pi * t / 2) + rnorm(120) / 5)^2, frequency = 4),
    noise = ts(20 + rnorm(90), frequency = 7),
    yearly = ts(cumsum(abs(rnorm(41))) + 5, frequency = 1)
)
for (name in names(all)) {
    x <- all[[name]]
    m <- frequency(x)
    rows(name, "values", x)
    rows(name, "season", m)
    rows(name, "lambda", BoxCox.lambda(x, method = "guerrero", lower = 0, upper = 1))
    rows(name, "lambdaWide", BoxCox.lambda(x, method = "guerrero"))
    rows(name, "differenced", diff(x, lag = m, differences = 2))
    if (m > 1) {
        r <- as.numeric(acf(x, lag.max = m, plot = FALSE)$acf)[-1]
        rows(name, "seasonal", abs(r[m]) > 1.645 * sqrt((1 + 2 * sum(r[-m]^2)) / length(x)))
        rows(name, "additive", decompose(x, type = "additive")$figure)
        rows(name, "multiplicative", decompose(x, type = "multiplicative")$figure)
    }
}

# The way back: of z with deviation 0.3, for several powers.
z <- seq(-1, 2, by = 0.5)
for (lambda in c(-0.2, 0, 0.3, 0.5, 1)) {
    name <- sprintf("back%g", lambda)
    rows(name, "values", z)
    rows(name, "median", InvBoxCox(z, lambda))
    rows(name, "mean", InvBoxCox(z, lambda, biasadj = TRUE, fvar = 0.09))
}
