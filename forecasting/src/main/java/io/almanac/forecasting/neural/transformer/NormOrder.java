package io.almanac.forecasting.neural.transformer;

/** Where an encoder layer normalises. */
public enum NormOrder {
    /** After each residual sum: Vaswani et al. 2017, section 3.1. Needs a warm-up of the learning rate. */
    POST,
    /** Before each sub-layer, and once at the end of the stack: Xiong et al. 2020, figure 1b. */
    PRE
}
