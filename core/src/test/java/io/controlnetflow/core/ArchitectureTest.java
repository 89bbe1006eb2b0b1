package io.controlnetflow.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.controlnetflow.core.ledger.Ledgers;
import io.controlnetflow.core.ledger.sql.SqlLedger;
import org.junit.jupiter.api.Test;

/** The rules of the house that a compiler does not hold. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.controlnetflow.core");

    @Test
    void coreKnowsNoCamel() {
        check(noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.camel.."));
    }

    @Test
    void packagesFormNoCycle() {
        check(slices().matching("io.controlnetflow.core.(*)..").should().beFreeOfCycles());
    }

    @Test
    void roomsWithinAPackageFormNoCycle() {
        check(slices().matching("io.controlnetflow.core.(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(Ledgers.class, SqlLedger.class)); // which kind of ledger a URL means
    }

    @Test
    void sqlLivesOnlyInTheLedger() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("..core.ledger..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.flywaydb..", "com.zaxxer.."));
    }

    @Test
    void theEmbeddedServerSeesOnlyWireJobAndImage() {
        check(noClasses()
                .that()
                .resideInAPackage("..core.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..core.ledger..", "..core.dag..", "..core.pace..", "..core.folder.."));
    }

    @Test
    void theEmbeddedServersRoomsStandAboveEachOther() {
        String[] rooms = {"http", "books", "fault", "render", "call"};
        for (int lower = 0; lower < rooms.length; lower++) {
            for (int upper = lower + 1; upper < rooms.length; upper++) {
                check(noClasses()
                        .that()
                        .resideInAPackage("..core.embedded." + rooms[lower])
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("..core.embedded." + rooms[upper]));
            }
        }
    }

    @Test
    void whatComesOutKnowsNothingOfTheLedgerOrTheWire() {
        check(noClasses()
                .that()
                .resideInAPackage("..core.artifact..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..core.ledger..", "..core.wire..", "..core.embedded.."));
    }

    @Test
    void picturesKnowNothingOfTheStoreOrTheWire() {
        check(noClasses()
                .that()
                .resideInAPackage("..core.image..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..core.ledger..", "..core.wire..", "..core.embedded..", "..core.artifact.."));
    }

    @Test
    void librariesThatMayBeMissingAreTouchedInOnePlace() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("..core.image.net..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnxruntime..", "org.bytedeco.."));
    }

    @Test
    void nothingSleepsOrReadsTheEnvironmentOrPrints() {
        check(noClasses().should().callMethod(Thread.class, "sleep", long.class));
        check(noClasses().should().callMethod(System.class, "getenv", String.class));
        check(noClasses().should().accessField(System.class, "out"));
    }

    @Test
    void thereIsNoStaticMutableState() {
        check(noFields().that().haveModifier(JavaModifier.STATIC).should().notHaveModifier(JavaModifier.FINAL));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CORE);
    }
}
