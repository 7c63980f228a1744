import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import Doctor

@Suite("Examination of the disk")
struct DiskExaminationTests {
    @Test func aFolderWithRoomIsMeasuredAndLeftAsItWas() throws {
        let folder = try TemporaryDirectory()
        let facts = DiskExamination(folder: folder.path).run()
        #expect(facts.problem == nil)
        #expect(facts.availableBytes > 0)
        #expect(facts.totalBytes >= facts.availableBytes)
        #expect(facts.syncMicroseconds != nil)
        #expect(facts.writeProblem == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func aFolderThatIsNotThereIsSaid() {
        let facts = DiskExamination(folder: "/nowhere/at/all").run()
        #expect(facts.problem?.contains("/nowhere/at/all") == true)
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting a small disk needs root"))
    func aFullDiskIsFound() throws {
        let disk = try SmallDisk(mebibytes: 16)
        var facts = DoctorFacts(setup: SetupFacts())
        facts.disk = DiskExamination(folder: disk.path).run()
        // 16 MiB in memory: little, gone with the power, and writable.
        #expect(facts.diskFindings.map(\.code) == [.diskLow, .diskVolatile])
        try disk.fill()
        facts.disk = DiskExamination(folder: disk.path).run()
        #expect(facts.diskFindings.map(\.code) == [.diskFull, .diskVolatile])
        #expect(facts.disk?.availableBytes == 0)
        #expect(facts.disk?.writeProblem?.contains("No space left") == true)
        disk.empty()
        facts.disk = DiskExamination(folder: disk.path).run()
        #expect(facts.diskFindings.map(\.code) == [.diskLow, .diskVolatile])
    }

    @Test func theWearOfAnEMMCIsReadOfItsPartition() throws {
        let medium = try medium(["type": "MMC", "name": "DF4032", "life_time": "0x02 0x0b", "pre_eol_info": "0x01"])
        #expect(
            medium
                == DiskFacts.Medium(
                    device: "mmcblk0",
                    type: "MMC",
                    model: "DF4032",
                    lifeTimeTenths: 11,
                    reserveState: 1
                )
        )
    }

    @Test func aCardThatTellsNothingIsNamed() throws {
        let medium = try medium(["type": "SD", "name": "SC32G"])
        #expect(medium == DiskFacts.Medium(device: "mmcblk0", type: "SD", model: "SC32G"))
    }

    @Test func whatTheKernelDoesNotKnowIsNoWear() throws {
        // 0x00 is "not defined" (JESD84-B51), and nothing is above 0x0B.
        let medium = try medium(["life_time": "0x00 0xff", "pre_eol_info": "0x00"])
        #expect(medium == DiskFacts.Medium(device: "mmcblk0"))
    }

    @Test func aFolderOnNoDeviceHasNoMedium() throws {
        let folder = try TemporaryDirectory()
        #expect(DiskExamination(folder: "/", sysfs: folder.path).medium(major: 1, minor: 2) == nil)
    }

    /// The medium of the first partition of a card with these attributes, in a folder like the kernel's.
    private func medium(_ attributes: [String: String]) throws -> DiskFacts.Medium? {
        let folder = try TemporaryDirectory()
        let device = folder.path("devices/mmc0/block/mmcblk0")
        let files = FileManager.default
        try files.createDirectory(atPath: "\(device)/device", withIntermediateDirectories: true)
        try files.createDirectory(atPath: "\(device)/mmcblk0p1", withIntermediateDirectories: true)
        try files.createDirectory(atPath: folder.path("dev/block"), withIntermediateDirectories: true)
        for (name, text) in attributes {
            try Data("\(text)\n".utf8).write(to: URL(filePath: "\(device)/device/\(name)"))
        }
        try Data("1\n".utf8).write(to: URL(filePath: "\(device)/mmcblk0p1/partition"))
        #expect(symlink("../../devices/mmc0/block/mmcblk0/mmcblk0p1", folder.path("dev/block/179:1")) == 0)
        return DiskExamination(folder: "/", sysfs: folder.path).medium(major: 179, minor: 1)
    }
}
