# Reference values of ets, ses, holt and damped, from R's forecast::ets.
#
# Run:   Rscript ets_reference.R                        prints what stands in smoothing/ets.csv
#        Rscript ets_reference.R DATA_FOLDER OUT.csv    writes the same for 89 series of the M3 and M4 hourly (minutes)
#
# Printed with R 4.2.2, forecast 8.20, as in the first line of the output.
#
# Rows: method,unique_id,form,criterion,value,step,forecast,lo80,hi80,lo95,hi95, and in the first mode the parameters: alpha,
# beta, gamma, phi (0, 0, 1 where the form has none), level, slope and the index of each place in the season. Method "ets" is the choice by AICc with R's
# own bounds, "ets-FORM" a form that is given, with beta at most 0.2 over the season as in EtsVector. Under a multiplicative
# trend R's intervals are drawn at random, so there are none.
#
# The series of the first mode are those of theta_ces_reference.py, by the same formulas; "noise" is the linear
# congruential generator x <- (1103515245 x + 12345) mod 2^31 from 1, scaled to [-1, 1), in parts that a double holds.

suppressMessages(library(forecast))

HORIZON <- c("1" = 6, "4" = 8, "12" = 18, "24" = 48)
FORMS <- c("ANN", "MNN", "AAN", "MAN", "AAdN", "MAdN", "MMN", "MMdN")
SEASONAL <- c("ANA", "MNA", "MNM", "AAA", "MAA", "MAM", "AAdA", "MAdA", "MAdM", "MMM")

noise <- function(n) {
  x <- 1
  draws <- numeric(n)
  for (i in seq_len(n)) {
    x <- (((16838 * x) %% 2^15) * 2^16 + 20077 * x + 12345) %% 2^31
    draws[i] <- x / 2^30 - 1
  }
  draws
}

season <- function(t, m) sin(2 * pi * t / m)

shape <- function(m, n, f) ts(f(0:(n - 1), noise(n)), frequency = m)

synthetic <- function() {
  list(
    "trend" = shape(1, 40, function(t, e) 50 + 2 * t + 5 * e),
    "short" = shape(1, 14, function(t, e) 30 + t + 4 * e),
    "curve" = shape(1, 60, function(t, e) 100 * exp(0.03 * t) * (1 + 0.05 * e)),
    "quarterly" = shape(4, 44, function(t, e) (80 + t) * (1 + 0.2 * season(t, 4) + 0.05 * e)),
    "monthly" = shape(12, 100, function(t, e) (200 + 1.5 * t) * (1 + 0.3 * season(t, 12) + 0.04 * e)),
    "monthly-additive" = shape(12, 120, function(t, e) 20 * season(t, 12) + 0.1 * t + 4 * e),
    "monthly-noise" = shape(12, 72, function(t, e) 500 + 80 * e),
    "walk" = shape(12, 90, function(t, e) 300 + cumsum(8 * e)),
    "season-walk" = shape(4, 60, function(t, e) 100 + cumsum(3 * e) + 5 * season(t, 4))
  )
}

sampled <- function(folder) {
  all <- list()
  for (part in list(c("m3_yearly", 1, 25), c("m3_quarterly", 4, 25), c("m3_monthly", 12, 50), c("m4_hourly", 24, 200))) {
    path <- sprintf("%s/%s/%s_train.csv.gz", folder, substr(part[1], 1, 2), part[1])
    data <- read.csv(gzfile(path))
    ids <- unique(data$unique_id)
    for (id in ids[seq(1, length(ids), as.integer(part[3]))]) {
      all[[id]] <- ts(data$y[data$unique_id == id], frequency = as.integer(part[2]))
    }
  }
  all
}

parameters <- function(fit) {
  value <- function(name, other) if (name %in% names(fit$par)) fit$par[[name]] else other
  state <- as.numeric(fit$initstate)
  trending <- fit$components[2] != "N"
  seasonal <- fit$components[3] != "N"
  indices <- if (seasonal) rev(state[-seq_len(1 + trending)]) else 0 # R has the newest first
  paste(sprintf("%.17g", c(value("alpha", 0), value("beta", 0), value("gamma", 0), value("phi", 1), state[1],
                           if (trending) state[2] else 0, indices)), collapse = " ")
}

row <- function(out, method, id, fit, steps) {
  h <- HORIZON[[as.character(frequency(fit$x))]]
  multiplied <- fit$components[2] == "M"
  ahead <- forecast(fit, h = h, level = c(80, 95), PI = !multiplied)
  bounds <- function(step) {
    if (multiplied) rep("", 4) else sprintf("%.12g", c(rbind(ahead$lower[step, ], ahead$upper[step, ])))
  }
  for (step in if (is.null(steps)) seq_len(h) else c(1, 4, h)) {
    cells <- c(method, id, gsub(",", "", gsub("ETS|[()]", "", fit$method)), "aicc", sprintf("%.12g", fit$aicc), step,
               sprintf("%.12g", ahead$mean[step]), bounds(step), if (!is.null(steps)) parameters(fit))
    cat(paste(cells, collapse = ","), "\n", sep = "", file = out)
  }
}

write_rows <- function(out, series, forms, steps) {
  cat(sprintf("# R %s, forecast %s\n", getRversion(), packageVersion("forecast")), file = out)
  cat("method,unique_id,form,criterion,value,step,forecast,lo80,hi80,lo95,hi95", if (!is.null(steps)) ",parameters", "\n",
      sep = "", file = out)
  for (id in names(series)) {
    y <- series[[id]]
    m <- frequency(y)
    row(out, "ets", id, ets(y), steps)
    for (form in if (m > 1) c(forms[[1]], forms[[2]]) else forms[[1]]) {
      damped <- grepl("d", form)
      if (min(y) <= 0 && grepl("M", form)) next
      seasonal <- !endsWith(form, "N")
      beta <- 0.2 / if (seasonal) m else 1
      fit <- try(ets(if (seasonal) y else ts(as.numeric(y)), model = sub("d", "", form), damped = damped,
                     upper = c(0.9999, beta, 0.9999, 0.98)), silent = TRUE)
      if (inherits(fit, "try-error")) next
      row(out, paste0("ets-", form), id, fit, steps)
    }
  }
}

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) == 2) {
  out <- file(arguments[2], "w")
  write_rows(out, sampled(arguments[1]), list(c("ANN", "AAN", "AAdN"), character(0)), NULL)
  close(out)
} else {
  air <- read.csv("../../../../datasets/src/main/resources/io/almanac/datasets/catalog/air-passengers.csv")
  write_rows(stdout(), c(list("air-passengers" = ts(air[[ncol(air)]], frequency = 12)), synthetic()),
             list(FORMS, SEASONAL), 3)
}
