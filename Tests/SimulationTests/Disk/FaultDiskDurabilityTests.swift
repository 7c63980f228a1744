import SQLite
import Simulation
import TestSupport
import Testing

/// SQLite on the faulty disk: what was committed is there after any power cut, and only because it was synced.
@Suite struct FaultDiskDurabilityTests {
    @Test(arguments: [false, true])
    func whatWasCommittedSurvivesEveryCrash(exclusively: Bool) throws {
        var committed = 0
        var unfinished = 0
        var torn = 0
        try forAll(seeds: 0..<80) { random in
            let history = try DiskBench.history(&random, exclusively: exclusively, synchronous: "FULL")
            try #require(history.isPrefix && history.survived >= history.committed, "\(history)")
            try #require(history.survived <= history.committed + 1, "\(history)")
            committed += history.committed
            unfinished += history.survived - history.committed
            torn += history.torn
        }
        // A commit that was cut off survives now and then, so the crashes do hit commits.
        #expect(committed > 0 && unfinished > 0 && torn > 0)
    }

    /// After a failed sync the system still shows what it could not write, and takes it for written. A program that
    /// starts again reads it, and builds on it.
    @Test(arguments: [false, true])
    func whatIsCommittedAfterAFailedSyncAndARestartSurvives(exclusively: Bool) throws {
        var failed = 0
        try forAll(seeds: 0..<60) { random in
            let disk = FaultDisk(name: "resync", seed: random.next())
            var connection: Connection? = try DiskBench.open(disk, exclusively: exclusively)
            if let connection {
                try DiskBench.makeTable(connection)
                for number in 1...4 { try DiskBench.add(number, to: connection) }
                if Bool.random(using: &random) { try connection.checkpoint() }
                disk.failingSync = disk.calls(.sync) + Int.random(in: 1...3, using: &random)
                for number in 5...8 {
                    do { try DiskBench.add(number, to: connection) } catch is SQLiteError {
                        failed += 1
                        break
                    }
                }
            }
            // The program ends; the power stays on.
            connection = nil
            disk.failingSync = nil
            let again = try DiskBench.open(disk, exclusively: exclusively)
            let before = try DiskBench.rows(again)
            try DiskBench.add(100, to: again)
            disk.crash()
            let found = try DiskBench.rows(DiskBench.open(disk, exclusively: exclusively))
            try #require(found == before + [100], "\(found) after \(before)")
        }
        #expect(failed > 0)
    }

    @Test func withoutSyncsTheDiskLosesCommits() throws {
        var lost = 0
        try forAll(seeds: 0..<40) { random in
            let history = try DiskBench.history(&random, exclusively: true, synchronous: "NORMAL")
            try #require(history.isPrefix, "\(history)")
            lost += max(0, history.committed - history.survived)
        }
        #expect(lost > 0)
    }

    @Test func withSyncsOffTheDiskEvenBreaksTheFile() throws {
        var lost = 0
        var broken = 0
        try forAll(seeds: 0..<80) { random in
            do {
                let history = try DiskBench.history(&random, exclusively: true, synchronous: "OFF")
                lost += max(0, history.committed - history.survived)
                broken += history.isPrefix ? 0 : 1
            } catch is SQLiteError {
                broken += 1
            }
        }
        #expect(lost > 0)
        #expect(broken > 0)
    }

    @Test func aTornFrameOfTheWALIsNoticed() throws {
        let disk = FaultDisk(name: "torn", seed: 1)
        let connection = try DiskBench.open(disk)
        try DiskBench.makeTable(connection)
        try DiskBench.add(1, to: connection)
        let before = try #require(disk.snapshot().bytes(of: DiskBench.path + "-wal"))
        try DiskBench.add(2, to: connection)
        var image = disk.snapshot()
        var wal = try #require(image.bytes(of: DiskBench.path + "-wal"))
        #expect(wal.count > before.count)
        // The last sector of the commit's last frame is as it was before: it was never written.
        for index in wal.indices.suffix(512) { wal[index] = 0 }
        image.replace(DiskBench.path + "-wal", with: wal)
        disk.restore(image)
        #expect(try DiskBench.rows(DiskBench.open(disk)) == [1])
    }

    @Test func aFullDiskRefusesAndLosesNothing() throws {
        let disk = FaultDisk(name: "full", seed: 3)
        let connection = try DiskBench.open(disk)
        try DiskBench.makeTable(connection)
        disk.capacity = 200_000
        var added = 0
        let refusal = #expect(throws: SQLiteError.self) {
            for number in 1...500 {
                try DiskBench.add(number, to: connection)
                added = number
            }
        }
        #expect(refusal?.code == .full)
        #expect(disk.count(of: .full) > 0)
        #expect(added > 5)
        #expect(disk.availableBytes(in: "/disk") < 8_192)
        disk.capacity = nil
        try DiskBench.add(added + 1, to: connection)
        disk.crash()
        #expect(try DiskBench.rows(DiskBench.open(disk)).count == added + 1)
    }

    /// What a system does that has told of a failed sync: it never writes those pages again.
    @Test func whatAFailedSyncLeftOutNoLaterSyncBringsBack() throws {
        var gone = 0
        var kept = 0
        try forAll(seeds: 0..<60) { random in
            let disk = FaultDisk(name: "sync", seed: random.next())
            try DiskBench.makeTable(DiskBench.open(disk))
            var connection: Connection? = try DiskBench.open(disk)
            disk.failingSync = disk.calls(.sync) + 1
            let failure = #expect(throws: SQLiteError.self) { try DiskBench.add(1, to: try #require(connection)) }
            try #require(failure?.code == .ioError)
            try #require(disk.count(of: .syncError) == 1)
            // Another process finds the row in what the system shows, and its own commits are synced.
            connection = nil
            let other = try DiskBench.open(disk, owns: false)
            let shown = try DiskBench.rows(other)
            try DiskBench.add(2, to: other)
            disk.crash()
            let survived = try DiskBench.rows(DiskBench.open(disk))
            if survived == [1, 2] { kept += 1 }
            if shown == [1], survived.isEmpty { gone += 1 }
        }
        #expect(gone > 0)
        #expect(kept > 0)
    }
}
