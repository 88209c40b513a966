package io.almanac.forecasting.smoothing;

import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.LocalProvider;
import java.util.List;

/**
 * The forecaster {@code ces}: complex exponential smoothing, whose one form follows levels and trends alike, with the form of
 * the season chosen by the corrected information criterion. Source: {@link CesState}.
 *
 * <p>A trend goes on as it is, and a growing one grows on: not for horizons that are long for the series. Its season is added,
 * not multiplied, though the full form lets it grow with the level.
 */
public final class CesProvider implements LocalProvider<CesConfig> {

    @Override
    public String id() {
        return "ces";
    }

    @Override
    public String description() {
        return "complex exponential smoothing, with or without a season as an information criterion says";
    }

    @Override
    public CesConfig defaults() {
        return new CesConfig(CesConfig.Form.AUTO, 0);
    }

    @Override
    public LocalMethod method(CesConfig config, Schema schema) {
        List<CesForm> forms = switch (config.form()) {
            case AUTO -> List.of(CesForm.values());
            case NONE -> List.of(CesForm.NONE);
            case SIMPLE -> List.of(CesForm.SIMPLE);
            case PARTIAL -> List.of(CesForm.PARTIAL);
            case FULL -> List.of(CesForm.FULL);
        };
        return new CesMethod(forms, config.season() > 0 ? config.season() : schema.season());
    }
}
