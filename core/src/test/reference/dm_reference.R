# Reference values for DieboldMarianoTest from forecast::dm.test.
#
# Run:   Rscript dm_reference.R        (after comparison_reference.py, whose losses it reads)
# With:  R 4.2.2, forecast 8.20
#
# With power = 1 dm.test takes absolute errors for losses, and the losses are positive; h is the lag plus 1.
suppressMessages(library(forecast))
cat(R.version.string, " forecast", as.character(packageVersion("forecast")), "\n")
losses <- read.csv("../resources/io/almanac/core/comparison/losses.csv")
stopifnot(all(losses > 0))
for (pair in list(c("a", "b"), c("a", "c"), c("c", "d"))) {
  for (h in c(1, 3, 6)) {
    for (side in c("two.sided", "less")) {
      test <- dm.test(losses[[pair[1]]], losses[[pair[2]]], alternative = side, h = h, power = 1)
      cat(pair, "h", h, side, format(c(test$statistic, test$p.value), digits = 15), "\n")
    }
  }
}
