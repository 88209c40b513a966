# What forecast::auto.arima of R makes of a fixed sample of the M3 and of M4 hourly.
#
#     Rscript arima_real.R DATA_FOLDER OUT.csv
#
# DATA_FOLDER holds m3/m3_{yearly,quarterly,monthly}_train.csv.gz and m4/m4_hourly_train.csv.gz with the columns
# unique_id, ds, y. Each row of OUT.csv is one step ahead.
suppressMessages(library(forecast))

arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
out <- file(arguments[2], "w")
writeLines(paste("# R", getRversion(), "forecast", packageVersion("forecast")), out)
writeLines("method,unique_id,form,criterion,value,step,forecast,lo80,hi80,lo95,hi95", out)

sets <- list(
  list(file = "m3/m3_yearly_train.csv.gz", season = 1, horizon = 6, every = 10),
  list(file = "m3/m3_quarterly_train.csv.gz", season = 4, horizon = 8, every = 12),
  list(file = "m3/m3_monthly_train.csv.gz", season = 12, horizon = 18, every = 16),
  list(file = "m4/m4_hourly_train.csv.gz", season = 24, horizon = 48, every = 28)
)
for (set in sets) {
  data <- read.csv(gzfile(file.path(folder, set$file)))
  ids <- unique(data$unique_id)
  for (id in ids[seq(1, length(ids), by = set$every)]) {
    y <- ts(data$y[data$unique_id == id], frequency = set$season)
    fit <- tryCatch(auto.arima(y), error = function(e) NULL)
    if (is.null(fit)) next
    ahead <- forecast(fit, h = set$horizon, level = c(80, 95))
    # A comma would end the column.
    form <- gsub(",", ";", as.character(ahead$method), fixed = TRUE)
    for (h in seq_len(set$horizon)) {
      numbers <- c(ahead$mean[h], ahead$lower[h, 1], ahead$upper[h, 1], ahead$lower[h, 2], ahead$upper[h, 2])
      writeLines(paste(c("arima-r", id, form, "aicc", sprintf("%.10g", fit$aicc), h,
                         sprintf("%.10g", numbers)), collapse = ","), out)
    }
  }
}
close(out)
