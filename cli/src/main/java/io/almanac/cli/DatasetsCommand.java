package io.almanac.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code almanac datasets}. */
@Command(
        name = "datasets",
        mixinStandardHelpOptions = true,
        description = "Public sets of series and those that come with the program.",
        subcommands = {DatasetsListCommand.class, DatasetsShowCommand.class, DatasetsFetchCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  almanac datasets list",
            "  almanac datasets show etth1",
            "  almanac datasets fetch etth1 exchange-rate",
            "  almanac backtest catalog:etth1 --horizon 96"
        })
final class DatasetsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "one of list, show and fetch is missing");
    }
}
