import SQLite
import TestSupport
import Testing

@Suite("GroupCommitBatch")
struct GroupCommitBatchTests {
    let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func open(maximumPages: Int64? = nil) throws -> NoteStore {
        try NoteStore(path: directory.path("notes.sqlite"), maximumPages: maximumPages)
    }

    private func job(_ body: @escaping (NoteStore) throws -> Void) -> GroupCommitJob<NoteStore> {
        GroupCommitJob(perform: body, finish: { _ in })
    }

    private func run(
        _ store: NoteStore,
        _ jobs: [GroupCommitJob<NoteStore>],
        _ configuration: GroupCommitConfiguration = GroupCommitConfiguration()
    ) -> (report: GroupCommitBatch<NoteStore>.Report, left: Int) {
        var waiting = jobs[...]
        let first = waiting.removeFirst()
        var batch = GroupCommitBatch(store: store, configuration: configuration)
        let report = batch.run(first) { waiting.popFirst() }
        return (report, waiting.count)
    }

    @Test func manyJobsShareOneCommit() throws {
        let store = try open()
        let (report, left) = run(store, (1...50).map { id in job { try $0.add(Int64(id)) } })
        #expect(report.commits == 1)
        #expect(report.committedJobs == 50)
        #expect(left == 0)
        #expect(try store.ids().count == 50)
    }

    @Test func aPoisonJobHarmsOnlyItself() throws {
        let store = try open()
        let poison = job { store in
            try store.add(2)
            throw NoteStore.Refused()
        }
        let duplicate = job { try $0.add(1) }
        let (report, _) = run(store, [job { try $0.add(1) }, poison, duplicate, job { try $0.add(3) }])
        #expect(report.commits == 1)
        #expect(report.results.filter { $0.error != nil }.count == 2)
        #expect(report.results.contains { $0.error is NoteStore.Refused })
        #expect(try store.ids() == [1, 3])
    }

    @Test func aJobThatEndsTheTransactionFailsAndTheOthersRunAgain() throws {
        let store = try open()
        var runs = 0
        let innocent = job { store in
            runs += 1
            try store.add(1)
        }
        let culprit = job { try $0.connection.execute("ROLLBACK") }
        let (report, _) = run(store, [innocent, culprit, job { try $0.add(2) }])
        #expect(runs == 2)
        #expect(report.committedJobs == 1)
        #expect(try store.ids() == [1])
    }

    @Test func takesNoMoreThanTheLimits() throws {
        let store = try open()
        let jobs = (1...10).map { id in job { try $0.add(Int64(id), bytes: 1_000) } }
        #expect(run(store, jobs, GroupCommitConfiguration(maximumBatchJobs: 4)).left == 6)
        let heavy = (11...20).map { id in job { try $0.add(Int64(id), bytes: 1_000) } }
        #expect(run(store, heavy, GroupCommitConfiguration(maximumBatchBytes: 2_500)).left == 7)
    }

    @Test func aFullDiskFailsEveryJobAndLosesNothing() throws {
        let store = try open()
        #expect(run(store, [job { try $0.add(1) }]).report.committedJobs == 1)
        let fault = try StorageFault(.full, on: directory.path("notes.sqlite-wal"))
        let (report, _) = run(store, [job { try $0.add(2) }, job { try $0.add(3) }])
        #expect(report.committedJobs == 0)
        #expect(report.fatal == nil)
        #expect(report.results.count == 2)
        for result in report.results { #expect((result.error as? SQLiteError)?.code == .full) }
        fault.heal()
        #expect(run(store, [job { try $0.add(4) }]).report.committedJobs == 1)
        #expect(try store.ids() == [1, 4])
    }

    @Test func onlyPrivilegedJobsGetTheReserve() throws {
        let store = try open(maximumPages: 30)
        store.reservePages = 20
        // Fill up to the limit first.
        var id: Int64 = 0
        while run(store, [job { try $0.add(id, bytes: 3_000) }]).report.committedJobs == 1 { id += 1 }
        #expect(store.releases == 0)
        let before = try store.ids().count
        let ordinary = run(store, [job { try $0.add(1_000, bytes: 3_000) }]).report
        #expect((ordinary.results.first?.error as? SQLiteError)?.code == .full)
        #expect(store.releases == 0)
        let privileged = run(store, [job { try $0.add(1_001, bytes: 3_000, privileged: true) }]).report
        #expect(store.releases == 1)
        #expect(privileged.committedJobs == 1)
        #expect(try store.ids().count == before + 1)
        #expect(try store.ids().last == 1_001)
    }

    @Test func atAFullCommitThePrivilegedJobsRunAgainAlone() throws {
        let store = try open()
        let fault = try StorageFault(.full, on: directory.path("notes.sqlite-wal"))
        store.onRelease = { fault.heal() }
        let jobs = [
            job { try $0.add(1) }, job { try $0.add(2, privileged: true) }, job { try $0.add(3) },
            job { try $0.add(4, privileged: true) },
        ]
        let report = run(store, jobs).report
        #expect(store.releases == 1)
        #expect(report.committedJobs == 2)
        #expect(try store.ids() == [2, 4])
        for result in report.results where result.error != nil {
            #expect((result.error as? SQLiteError)?.code == .full)
            #expect(!result.job.mayUseReserve)
        }
    }

    @Test func aFailedFsyncIsFatalForTheWholeBatch() throws {
        let store = try open()
        // The writes succeed here: only waiting for the fsync can tell that nothing is on the disk.
        let fault = try StorageFault(.noSync, on: directory.path("notes.sqlite-wal"))
        let (report, _) = run(store, [job { try $0.add(1) }, job { try $0.add(2) }])
        withExtendedLifetime(store) { fault.heal() }
        #expect(report.committedJobs == 0)
        #expect(report.results.count == 2)
        #expect(report.fatal?.code == .ioError)
    }
}
