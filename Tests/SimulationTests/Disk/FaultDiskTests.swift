import SQLite
import Simulation
import TestSupport
import Testing

/// The disk by itself: names, faults, images, locks, and that a seed says all.
@Suite struct FaultDiskTests {
    /// Some work with faults of all kinds, and what it left.
    private func facts(seed: UInt64) -> [UInt64] {
        let disk = FaultDisk(name: "twice", seed: seed)
        disk.writeErrorsPerMillion = 20_000
        disk.readErrorsPerMillion = 10_000
        disk.syncErrorsPerMillion = 20_000
        var failures: UInt64 = 0
        for life in 0..<12 {
            do {
                let connection = try DiskBench.open(disk)
                try DiskBench.makeTable(connection)
                for number in 1...12 {
                    try DiskBench.add(life * 100 + number, to: connection)
                }
                try connection.checkpoint()
            } catch {
                failures += 1
            }
            disk.crash()
        }
        return [disk.trace, disk.fingerprint, failures] + FaultDisk.Fault.allCases.map { UInt64(disk.count(of: $0)) }
            + FaultDisk.Call.allCases.map { UInt64(disk.calls($0)) }
    }

    @Test func theSameSeedGivesTheSameBytes() throws {
        var all: Set<[UInt64]> = []
        try forAll(seeds: 0..<10) { random in
            let seed = random.next()
            let first = facts(seed: seed)
            try #require(first == facts(seed: seed))
            all.insert(first)
        }
        #expect(all.count > 1)
    }

    @Test func readsAndWritesFailAsOftenAsTold() throws {
        let disk = FaultDisk(name: "errors", seed: 5)
        let connection = try DiskBench.open(disk)
        try DiskBench.makeTable(connection)
        disk.failingWrite = disk.calls(.write) + 2
        let failure = #expect(throws: SQLiteError.self) { try DiskBench.add(1, to: connection) }
        #expect(failure?.code == .ioError)
        #expect(disk.count(of: .writeError) == 1)
        disk.failingWrite = nil
        disk.readErrorsPerMillion = 1_000_000
        let opening = #expect(throws: SQLiteError.self) { try DiskBench.open(disk) }
        #expect(opening?.code == .ioError)
        #expect(disk.count(of: .readError) > 0)
    }

    @Test func whatWasOpenBeforeACrashFailsUntilItIsClosed() throws {
        let disk = FaultDisk(name: "lives", seed: 6)
        let old = try DiskBench.open(disk)
        try DiskBench.makeTable(old)
        try DiskBench.add(1, to: old)
        disk.crash()
        let failure = #expect(throws: SQLiteError.self) { try DiskBench.add(2, to: old) }
        #expect(failure?.code == .ioError)
        let new = try DiskBench.open(disk)
        try DiskBench.add(2, to: new)
        #expect(throws: SQLiteError.self) { try DiskBench.add(3, to: old) }
        #expect(try DiskBench.rows(new) == [1, 2])
    }

    @Test func afterTheChosenCallNothingWorksUntilThePowerIsBack() throws {
        let disk = FaultDisk(name: "down", seed: 7)
        let connection = try DiskBench.open(disk)
        try DiskBench.makeTable(connection)
        disk.crashAtCall = disk.calls + 3
        #expect(throws: SQLiteError.self) { try DiskBench.add(1, to: connection) }
        #expect(disk.isDown)
        #expect(throws: SQLiteError.self) { try DiskBench.open(disk) }
        #expect(disk.makeFile("/disk/other") != 0)
        disk.crash()
        #expect(!disk.isDown)
        #expect(disk.crashAtCall == nil)
        #expect(try DiskBench.rows(DiskBench.open(disk)).isEmpty)
    }

    @Test func aNameIsDurableOnceItsFolderIsSynced() throws {
        var vanished = 0
        var renamed = 0
        try forAll { random in
            let disk = FaultDisk(name: "names", seed: random.next())
            _ = disk.makeFile("/disk/old")
            disk.syncFolder("/disk")
            _ = disk.makeFile("/disk/new")
            _ = disk.rename("/disk/old", to: "/disk/renamed")
            disk.crash()
            let names = disk.snapshot().names
            try #require(names.contains("/disk/old") != names.contains("/disk/renamed"), "\(names)")
            vanished += names.contains("/disk/new") ? 0 : 1
            renamed += names.contains("/disk/renamed") ? 1 : 0
            _ = disk.makeFile("/disk/new")
            disk.syncFolder("/disk")
            disk.crash()
            try #require(disk.size(of: "/disk/new") == 0)
        }
        #expect((1..<50).contains(vanished))
        #expect((1..<50).contains(renamed))
    }

    @Test func anOldImageIsTheOldDisk() throws {
        let disk = FaultDisk(name: "image", seed: 8)
        let connection = try DiskBench.open(disk)
        try DiskBench.makeTable(connection)
        try DiskBench.add(1, to: connection)
        let image = disk.snapshot()
        try DiskBench.add(2, to: connection)
        disk.restore(image)
        #expect(throws: SQLiteError.self) { try DiskBench.add(3, to: connection) }
        #expect(try DiskBench.rows(DiskBench.open(disk)) == [1])
        #expect(disk.count(of: .restored) == 1)
        let copy = FaultDisk(name: "copy", seed: 9)
        copy.restore(image)
        #expect(try DiskBench.rows(DiskBench.open(copy)) == [1])
    }

    @Test func twoConnectionsShareAWAL() throws {
        let disk = FaultDisk(name: "shared", seed: 10)
        let writer = try DiskBench.open(disk)
        try DiskBench.makeTable(writer)
        let reader = try DiskBench.open(disk)
        try DiskBench.add(1, to: writer)
        #expect(try DiskBench.rows(reader) == [1])
        try writer.transaction {
            try DiskBench.add(2, to: writer)
            #expect(try DiskBench.rows(reader) == [1])
            let refusal = #expect(throws: SQLiteError.self) { try DiskBench.add(3, to: reader) }
            #expect(refusal?.code == .busy)
        }
        #expect(try DiskBench.rows(reader) == [1, 2])
        #expect(writer.walBytes > 0)
    }

    @Test func anExclusiveConnectionIsTheOnlyOne() throws {
        let disk = FaultDisk(name: "exclusive", seed: 11)
        let owner = try DiskBench.open(disk, exclusively: true)
        try DiskBench.makeTable(owner)
        let refusal = #expect(throws: SQLiteError.self) { try DiskBench.rows(DiskBench.open(disk)) }
        #expect(refusal?.code == .busy)
    }

    @Test func theTimeIsTheWorlds() throws {
        let disk = FaultDisk(name: "time", seed: 12)
        let connection = try DiskBench.open(disk)
        disk.setTime(milliseconds: 1_800_000_000_000)
        let now = try connection.first("SELECT CAST(strftime('%s', 'now') AS INTEGER) AS now") {
            row throws(SQLiteError) in try row.integer("now")
        }
        #expect(now == 1_800_000_000)
    }
}
