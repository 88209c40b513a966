# Reference values of the package decomposition, from R.
#
# Run:   Rscript decomposition_reference.R > ../resources/io/almanac/forecasting/decomposition/decomposition.csv
# or:    Rscript decomposition_reference.R DATA_FOLDER OUT.csv
#
# The first prints rows of series, what, step, value; of parts each ninth step and the last. The series are AirPassengers (published figures, public domain) and
# synthetic ones. The second writes rows of method, unique_id, form, criterion, value, step, forecast, lo80, hi80, lo95, hi95:
# stl is the last trend and the repeated season of every 10th monthly series of M3, with the strength of its season as the
# criterion; mstl is stlf, whose trend is an exponential smoothing without season, of every 7th hourly series of M4.

suppressMessages(library(forecast))

rows <- function(series, what, values, steps = seq_along(values)) {
    cat(sprintf("%s,%s,%d,%.17g\n", series, what, steps, as.numeric(values)[steps]), sep = "")
}

some <- function(series, what, values) {
    n <- length(values)
    rows(series, what, values, unique(c(seq(1, n, by = 9), n)))
}

parts <- function(series, prefix, fit) {
    some(series, paste0(prefix, "Trend"), trendcycle(fit))
    seasons <- seasonal(fit)
    if (is.null(dim(seasons))) {
        some(series, paste0(prefix, "Season0"), seasons)
    } else {
        for (i in seq_len(ncol(seasons))) some(series, paste0(prefix, "Season", i - 1), seasons[, i])
    }
}

golden <- function() {
    cat(sprintf("# %s, forecast %s\n", R.version.string, packageVersion("forecast")))
    cat("series,what,step,value\n")

    set.seed(2)
    # Odd lengths: where n is even, R 4.2.2 now and then takes another value than the median for robust weights (see
    # docs/decisions.md).
    t <- 1:151
    changing <- t / 30 + (1 + t / 100) * sin(2 * pi * t / 7) + rnorm(151) / 3
    outliers <- 50 + c(3, -1, 4, -6)[t %% 4 + 1] + rnorm(151)
    outliers[c(20, 75, 76, 140)] <- c(90, 10, 12, 200)
    step <- ifelse(t > 70, 10, 0) + cos(2 * pi * t / 5) + rnorm(151) / 10
    single <- list(
        air = ts(AirPassengers[1:143], frequency = 12),
        changing = ts(changing, frequency = 7),
        outliers = ts(outliers, frequency = 4),
        step = ts(step, frequency = 5),
        short = ts(rnorm(25), frequency = 12),
        two = ts(rnorm(31) + (-1)^(1:31), frequency = 2)
    )
    for (name in names(single)) {
        x <- single[[name]]
        rows(name, "values", x)
        rows(name, "season", frequency(x))
        parts(name, "periodic", stl(x, s.window = "periodic"))
        parts(name, "periodicRobust", stl(x, s.window = "periodic", robust = TRUE))
        parts(name, "seven", stl(x, s.window = 7))
        parts(name, "eleven", stl(x, s.window = 11))
        parts(name, "elevenRobust", stl(x, s.window = 11, robust = TRUE))
        rows(name, "strength", forecast:::seas.heuristic(x))
    }

    hours <- 1:401
    daily <- 5 * sin(2 * pi * hours / 24) + 2 * cos(4 * pi * hours / 24)
    weekly <- ifelse(hours %% 168 < 48, -4, 0)
    x <- msts(100 + hours / 50 + daily + weekly + rnorm(401) / 2, seasonal.periods = c(24, 168))
    rows("hourly", "values", x)
    parts("hourly", "plain", mstl(x))
    parts("hourly", "robust", mstl(x, robust = TRUE))
    rows("hourly", "strengths", forecast:::seas.heuristic(x))

    # Outliers: places counted from 1, and what tsclean puts there.
    for (name in c("outliers", "air", "changing")) {
        found <- tsoutliers(single[[name]])
        rows(name, "outlierPlaces", found$index)
        rows(name, "outlierReplacements", found$replacements)
    }
}

series_of <- function(file, every) {
    data <- read.csv(gzfile(file))
    ids <- unique(data$unique_id)
    ids <- ids[seq(1, length(ids), by = every)]
    sapply(ids, function(id) data$y[data$unique_id == id], simplify = FALSE)
}

real <- function(folder, out) {
    sink(out)
    cat("# R ", as.character(getRversion()), ", forecast ", as.character(packageVersion("forecast")), "\n", sep = "")
    cat("method,unique_id,form,criterion,value,step,forecast,lo80,hi80,lo95,hi95\n")
    monthly <- series_of(file.path(folder, "m3", "m3_monthly_train.csv.gz"), 10)
    for (id in names(monthly)) {
        x <- ts(monthly[[id]], frequency = 12)
        for (window in list("periodic", 11, 7)) {
            fit <- stl(x, s.window = window)
            ahead <- as.numeric(tail(trendcycle(fit), 1)) + as.numeric(tail(seasonal(fit), 12))
            cat(sprintf("stl:%s,%s,,strength,%.17g,%d,%.17g,,,,\n", window, id, forecast:::seas.heuristic(x), 1:12,
                ahead), sep = "")
        }
    }
    hourly <- series_of(file.path(folder, "m4", "m4_hourly_train.csv.gz"), 7)
    for (id in names(hourly)) {
        f <- stlf(msts(hourly[[id]], seasonal.periods = c(24, 168)), h = 48, level = c(80, 95))
        cat(sprintf("mstl,%s,\"%s\",aicc,%.17g,%d,%.17g,%.17g,%.17g,%.17g,%.17g\n", id, sub("STL \\+  *", "", f$method),
            f$model$aicc, 1:48, f$mean, f$lower[, 1], f$upper[, 1], f$lower[, 2], f$upper[, 2]), sep = "")
    }
    sink()
}

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) == 2) real(arguments[1], arguments[2]) else golden()
