import Backup
import Testing

@testable import mintmark

@Suite("BackupText")
struct BackupTextTests {
    private static let manifest = BackupManifest(
        deployment: "2a0ba6fa",
        generation: 3,
        takenAt: Sample.time,
        parts: [
            .init(name: "coordinator.sqlite", bytes: 12_345_678, sha256: "ab12"),
            .init(name: "keys/root.key", bytes: 44, sha256: "cd34"),
        ]
    )

    @Test func aStampCanBePartOfAFilesName() {
        #expect(BackupText.stamp(Sample.time) == "20251121-031105")
        #expect(BackupText.stamp(0) == "19700101-000000")
    }

    @Test(
        arguments: [
            (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1_000, "1.0 kB"), (1_099, "1.0 kB"), (1_100, "1.1 kB"),
            (999_999, "999.9 kB"), (1_000_000, "1.0 MB"), (12_345_678, "12.3 MB"), (999_999_999, "999.9 MB"),
            (1_000_000_000, "1.0 GB"), (1_234_000_000_000, "1.2 TB"), (Int64.max, "9223372.0 TB"),
        ] as [(Int64, String)]
    )
    func sizesHaveOneDecimal(_ bytes: Int64, _ text: String) {
        #expect(BackupText.size(bytes) == text)
    }

    @Test func progressIsOfTheWhole() {
        #expect(BackupText.progress(1_000, of: 80_100_000) == "1.0 kB of 80.1 MB")
    }

    @Test func theSheetShowsEveryPart() {
        #expect(
            BackupText.sheet(Self.manifest, Presentation()) == """
                deployment  2a0ba6fa
                taken       2025-11-21 03:11:05Z
                generation  3

                PART                    SIZE  SHA-256
                coordinator.sqlite   12.3 MB  ab12
                keys/root.key       44 bytes  cd34

                The backup is whole.

                """
        )
    }

    @Test func whatWasMadeIsToBeKeptSafe() {
        let text = BackupText.made("monday.tar", Self.manifest, Presentation())
        #expect(text.hasPrefix("monday.tar holds everything as of 2025-11-21 03:11:05Z, 12.3 MB, and was checked."))
        #expect(text.contains("keys"))
    }

    @Test(
        arguments: [
            (.notABackup, .data), (.newerFormat, .data), (.truncated, .data), (.damaged, .data), (.alreadyThere, .data),
            (.inUse, .notNow), (.storage, .cannotWrite),
        ] as [(BackupError.Code, CommandEnd)]
    )
    func failuresHaveTheirExitStatus(_ code: BackupError.Code, _ status: CommandEnd) {
        let error = CommandError(BackupError(code, "It is so.", cause: "because"))
        #expect(error.status == status && error.message == "It is so." && error.cause == "because")
    }
}
