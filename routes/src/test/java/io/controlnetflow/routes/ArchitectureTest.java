package io.controlnetflow.routes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Dependencies point downward only. */
class ArchitectureTest {
    private static final JavaClasses ROUTES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.controlnetflow.routes");

    @Test
    void dependenciesPointDownward() {
        check(layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("app")
                .definedBy("..routes.app..")
                .layer("dsl")
                .definedBy("..routes.dsl..")
                .layer("component")
                .definedBy("..routes.component..")
                .layer("engine")
                .definedBy("..routes.engine..")
                .layer("stage")
                .definedBy("..routes.stage..")
                .whereLayer("app")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("dsl")
                .mayOnlyBeAccessedByLayers("app")
                .whereLayer("component")
                .mayOnlyBeAccessedByLayers("app", "dsl")
                .whereLayer("engine")
                .mayOnlyBeAccessedByLayers("app", "dsl", "component")
                .whereLayer("stage")
                .mayOnlyBeAccessedByLayers("app", "dsl", "component", "engine"));
    }

    @Test
    void packagesFormNoCycle() {
        check(slices().matching("io.controlnetflow.routes.(*)..").should().beFreeOfCycles());
        check(slices().matching("io.controlnetflow.routes.(**)").should().beFreeOfCycles());
    }

    @Test
    void theProgramsRoomsStandAboveEachOther() {
        below("app", "verb", "bench", "serve", "decide", "check", "lint", "extra", "control", "settings", "console");
        below("app.lint", "flow", "camel", "file");
        below("component", "folder", "dag", "pictures", "map", "wavespeed", "message");
        below("engine", "plan", "folder", "run", "outbox", "flow");
    }

    /** Each package may use those that are named after it, and none before it. */
    private static void below(String parent, String... rooms) {
        for (int upper = 0; upper < rooms.length; upper++) {
            for (int lower = upper + 1; lower < rooms.length; lower++) {
                check(noClasses()
                        .that()
                        .resideInAPackage("..routes." + parent + "." + rooms[lower])
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("..routes." + parent + "." + rooms[upper]));
            }
        }
    }

    @Test
    void onlyTheProgramPrintsAndOnlySettingsReadTheEnvironment() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("..routes.app..")
                .should()
                .accessField(System.class, "out"));
        check(noClasses()
                .that()
                .haveSimpleNameNotContaining("Settings")
                .and()
                .haveSimpleNameNotContaining("Sources")
                .should()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getenv"));
        check(noClasses().should().callMethod(Thread.class, "sleep", long.class));
    }

    @Test
    void thereIsNoStaticMutableState() {
        check(noFields().that().haveModifier(JavaModifier.STATIC).should().notHaveModifier(JavaModifier.FINAL));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(ROUTES);
    }
}
