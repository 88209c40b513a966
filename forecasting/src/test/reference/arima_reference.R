# Reference values of the package arima, from R's stats and forecast.
#
# Run:   Rscript arima_reference.R > ../resources/io/almanac/forecasting/arima/arima.csv
#
# Rows of series, form, what, step, value. The series are AirPassengers (published figures, public domain) and synthetic
# ones. Form "auto" is what auto.arima chooses: its orders are the values of the rows "order" (p, d, q, P, D, Q, constant).
# kappa is larger than R's default, which leaves the first values less free than the exact likelihood does.

suppressMessages(library(forecast))
cat(sprintf("# %s, forecast %s\n", R.version.string, packageVersion("forecast")))
cat("series,form,what,step,value\n")

rows <- function(series, form, what, values) {
    cat(sprintf("%s,%s,%s,%d,%.12g\n", series, form, what, seq_along(values), as.numeric(values)), sep = "")
}

set.seed(4)
n <- 120
noise <- rnorm(n)
gaps <- arima.sim(list(ar = 0.7), n) + 1:n / 20
gaps[c(5, 30:36, 80, 119)] <- NA
series <- list(
    air = ts(log10(AirPassengers), frequency = 12),
    ar = ts(5 + arima.sim(list(ar = c(1.2, -0.5)), n), frequency = 1),
    ma = ts(arima.sim(list(ma = c(0.6, 0.3)), n), frequency = 1),
    walk = ts(cumsum(0.3 + noise), frequency = 1),
    twice = ts(cumsum(cumsum(noise)), frequency = 1),
    noise = ts(3 + noise, frequency = 1),
    quarters = ts(10 + c(3, -1, 4, -6)[0:(n - 1) %% 4 + 1] + arima.sim(list(ar = 0.5), n), frequency = 4),
    wandering = ts(rep(cumsum(rnorm(30)), each = 4) + c(cumsum(rnorm(n)))[1:n] / 3, frequency = 4),
    weeks = ts(sin(2 * pi * 1:n / 7) * (1 + 1:n / 60) + rnorm(n) / 2, frequency = 7),
    short = ts(c(3, 5, 4, 6, 8, 7, 9, 12, 11), frequency = 1),
    gaps = ts(gaps, frequency = 4)
)
fixed <- list(
    air = list(c(0, 1, 1, 0, 1, 1, 0), c(2, 0, 1, 0, 1, 1, 1), c(1, 1, 0, 1, 0, 0, 1)),
    ar = list(c(2, 0, 0, 0, 0, 0, 1), c(1, 0, 1, 0, 0, 0, 1), c(3, 1, 0, 0, 0, 0, 0)),
    ma = list(c(0, 0, 2, 0, 0, 0, 0), c(1, 0, 1, 0, 0, 0, 0)),
    walk = list(c(0, 1, 0, 0, 0, 0, 1), c(1, 1, 1, 0, 0, 0, 1)),
    twice = list(c(0, 2, 1, 0, 0, 0, 0), c(1, 2, 0, 0, 0, 0, 0)),
    quarters = list(c(1, 0, 0, 1, 0, 0, 1), c(1, 0, 0, 0, 1, 1, 1), c(0, 0, 1, 2, 1, 0, 0)),
    wandering = list(c(0, 1, 1, 0, 0, 1, 0)),
    weeks = list(c(1, 0, 0, 0, 1, 1, 0), c(0, 0, 1, 1, 0, 1, 1)),
    gaps = list(c(1, 0, 0, 0, 0, 0, 1), c(0, 1, 1, 0, 0, 0, 1), c(1, 1, 1, 1, 0, 0, 0), c(1, 0, 0, 0, 1, 1, 1))
)

write <- function(name, form, fit) {
    rows(name, form, "loglik", fit$loglik)
    rows(name, form, "aicc", fit$aicc)
    rows(name, form, "sigma2", fit$sigma2)
    ahead <- forecast(fit, h = 10, level = 95)
    rows(name, form, "mean", ahead$mean)
    rows(name, form, "deviation", (ahead$upper - ahead$lower) / 2 / qnorm(0.975))
}

for (name in names(series)) {
    y <- series[[name]]
    rows(name, "", "season", frequency(y))
    rows(name, "", "value", y)
    rows(name, "", "differences", ndiffs(y))
    for (f in fixed[[name]]) {
        fit <- Arima(y, order = f[1:3], seasonal = f[4:6], include.constant = f[7] == 1, method = "ML", kappa = 1e9,
                     optim.control = list(reltol = 1e-13, maxit = 1000))
        write(name, paste(f, collapse = " "), fit)
    }
    fit <- auto.arima(y, approximation = FALSE, kappa = 1e9)
    rows(name, "auto", "order", c(arimaorder(fit)[c(1, 2, 3)], if (length(arimaorder(fit)) > 3) arimaorder(fit)[4:6] else c(0, 0, 0),
                                  any(c("drift", "intercept") %in% names(coef(fit)))))
    write(name, "auto", fit)
}
