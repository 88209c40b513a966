package io.almanac.cli;

import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.series.Schema;

/** A plan in one line, for a person. */
final class PlanText {

    private PlanText() {}

    static String of(BacktestPlan plan, Schema schema) {
        return "plan: horizon " + plan.horizon() + " steps of " + schema.frequency() + ", " + plan.folds() + " folds, "
                + plan.stride() + " apart"
                + (plan.gap() > 0 ? ", gap " + plan.gap() : "")
                + (plan.trainLength().isPresent()
                        ? ", trained on " + plan.trainLength().getAsInt() + " steps"
                        : "")
                + ", refit " + refit(plan) + ", validation " + plan.validation() + ", season "
                + schema.season();
    }

    private static String refit(BacktestPlan plan) {
        return switch (plan.refitEvery()) {
            case 0 -> "never";
            case 1 -> "always";
            default -> "every " + plan.refitEvery() + " folds";
        };
    }
}
