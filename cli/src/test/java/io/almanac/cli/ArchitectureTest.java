package io.almanac.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** The rules of the design: who may know whom. */
@AnalyzeClasses(packages = "io.almanac", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String[] MODULES = {
        "..almanac.datasets..",
        "..almanac.forecasting..",
        "..almanac.tribuo..",
        "..almanac.reports..",
        "..almanac.cli.."
    };

    private static ArchRule knowsOnlyCore(String module) {
        String[] others = java.util.Arrays.stream(MODULES)
                .filter(other -> !other.equals(module))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    @ArchTest
    static final ArchRule coreKnowsNoOtherModule = noClasses()
            .that()
            .resideInAPackage("..almanac.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MODULES);

    @ArchTest
    static final ArchRule datasetsKnowsOnlyCore = knowsOnlyCore("..almanac.datasets..");

    @ArchTest
    static final ArchRule forecastingKnowsOnlyCore = knowsOnlyCore("..almanac.forecasting..");

    @ArchTest
    static final ArchRule tribuoKnowsOnlyCore = knowsOnlyCore("..almanac.tribuo..");

    @ArchTest
    static final ArchRule reportsKnowsOnlyCore = knowsOnlyCore("..almanac.reports..");

    @ArchTest
    static final ArchRule noCyclesBetweenPackages =
            slices().matching("io.almanac.(**)").should().beFreeOfCycles();

    /** In core data flow one way: a package knows only those before it. */
    @ArchTest
    static void packagesOfCoreKnowOnlyThoseBefore(JavaClasses classes) {
        knowOnlyThoseBefore(
                classes,
                "core",
                List.of("series", "repair", "window", "forecast", "backtest", "evaluation", "comparison"));
    }

    /** Rows of any format make series; who opens data by name comes after all formats. */
    @ArchTest
    static void packagesOfDatasetsKnowOnlyThoseBefore(JavaClasses classes) {
        knowOnlyThoseBefore(
                classes,
                "datasets",
                List.of(
                        "calendar",
                        "checks",
                        "synthetic",
                        "rows",
                        "csv",
                        "tsf",
                        "jdbc",
                        "duckdb",
                        "arrays",
                        "catalog",
                        "tables"));
    }

    /** A forecaster that is made of others, or is natively trained, comes after them. */
    @ArchTest
    static void packagesOfForecastingKnowOnlyThoseBefore(JavaClasses classes) {
        knowOnlyThoseBefore(
                classes,
                "forecasting",
                List.of(
                        "intervals",
                        "transform",
                        "local",
                        "naive",
                        "linear",
                        "smoothing",
                        "decomposition",
                        "arima",
                        "intermittent",
                        "preparation",
                        "conformal",
                        "ensemble",
                        "neural"));
    }

    /** Windows and training know no network, what serves any network knows none, and no network knows another. */
    @ArchTest
    static void packagesOfNetworksKnowOnlyThoseBefore(JavaClasses classes) {
        List<String> shared = List.of("window", "training", "network");
        List<String> networks = List.of("transformer", "recurrent");
        for (String network : networks) {
            List<String> order = new ArrayList<>(shared);
            order.add(network);
            networks.stream().filter(other -> !other.equals(network)).forEach(order::add);
            knowOnlyThoseBefore(classes, "forecasting.neural", order);
        }
    }

    private static void knowOnlyThoseBefore(JavaClasses classes, String parent, List<String> order) {
        for (int i = 0; i < order.size() - 1; i++) {
            String[] later = order.subList(i + 1, order.size()).stream()
                    .map(name -> ".." + parent + "." + name + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(".." + parent + "." + order.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later)
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule internalStaysInItsModule = noClasses()
            .that()
            .resideInAnyPackage(MODULES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..almanac.core..internal..");

    @ArchTest
    static final ArchRule djlOnlyInNeural = onlyIn("..forecasting.neural..", "ai.djl..");

    @ArchTest
    static final ArchRule jfreeChartOnlyInReports = onlyIn("..almanac.reports..", "org.jfree..");

    @ArchTest
    static final ArchRule tribuoTypesOnlyInTribuo = onlyIn("..almanac.tribuo..", "org.tribuo..");

    @ArchTest
    static final ArchRule picocliOnlyInCli = onlyIn("..almanac.cli..", "picocli..");

    @ArchTest
    static final ArchRule fastCsvOnlyInDatasets = onlyIn("..almanac.datasets..", "de.siegmar..");

    @ArchTest
    static final ArchRule jollydayOnlyInCalendar = onlyIn("..datasets.calendar..", "de.focus_shift..");

    @ArchTest
    static final ArchRule jacksonOnlyWhereFilesAreReadAndWritten = noClasses()
            .that()
            .resideOutsideOfPackages("..core.files..", "..datasets.rows..", "..datasets.catalog..", "..almanac.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml..");

    @ArchTest
    static final ArchRule neuralIsReachedThroughItsProviders = noClasses()
            .that()
            .resideOutsideOfPackage("..forecasting.neural..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..forecasting.neural.*..");

    @ArchTest
    static final ArchRule onlyTheCommandLinePrints = noClasses()
            .that()
            .resideOutsideOfPackage("..almanac.cli..")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
            .because("the library is used inside applications");

    private static ArchRule onlyIn(String home, String types) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(types);
    }

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses classes) {
        Set<String> unmarked = classes.stream()
                .map(JavaClass::getPackage)
                .filter(one -> !one.getName().endsWith(".template")) // generated from the report's template
                .filter(one -> !one.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), unmarked);
    }
}
