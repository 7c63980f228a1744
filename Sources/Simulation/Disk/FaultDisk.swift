internal import CFaultVFS
internal import Synchronization

/// A disk in memory that fails as disks do: the place of the SQLite files of one simulated machine or coordinator.
///
/// A file is opened through the disk's `vfs`, which holds for `ConnectionConfiguration`, `JournalStore.open` and
/// `SQLiteSerialDatabase`. Names are flat texts. What is written is durable once it is synced, and a name once its
/// folder is; a crash keeps a random part of the rest and may tear a sector of 512 bytes. Everything random comes from
/// the seed: the same calls give the same faults. Not `Sendable`: one disk belongs to one thread at a time.
package final class FaultDisk {
    /// What it is called in messages.
    package let name: String
    /// The SQLite VFS of this disk, the only one of its name in the process.
    package let vfs: String

    let disk: OpaquePointer
    private let settings: UnsafeMutablePointer<faultvfs_settings>
    private static let made = Atomic<UInt64>(0)

    /// An empty disk that works, until told otherwise.
    package init(name: String, seed: UInt64) {
        let number = Self.made.wrappingAdd(1, ordering: .relaxed).newValue
        self.name = name
        vfs = "faulty-\(name)-\(number)"
        guard let disk = faultvfs_create(vfs, seed), let settings = faultvfs_settings_of(disk) else {
            preconditionFailure("SQLite takes a VFS with a new name")
        }
        self.disk = disk
        self.settings = settings
    }

    // Files that are still open keep the disk's memory until they are closed.
    deinit { faultvfs_destroy(disk) }

    // MARK: Faults

    /// Bytes that fit; a write beyond them is refused as on a full disk. nil for no limit.
    package var capacity: Int64? {
        get { settings.pointee.capacity < 0 ? nil : settings.pointee.capacity }
        set { settings.pointee.capacity = newValue ?? -1 }
    }

    /// How many of a million reads fail.
    package var readErrorsPerMillion: UInt32 {
        get { settings.pointee.read_error_rate }
        set { settings.pointee.read_error_rate = newValue }
    }

    /// How many of a million writes fail, with none or a part of their sectors written.
    package var writeErrorsPerMillion: UInt32 {
        get { settings.pointee.write_error_rate }
        set { settings.pointee.write_error_rate = newValue }
    }

    /// How many of a million syncs fail. What was not synced is then lost or kept by chance, and no later sync changes
    /// that, while reading shows it as written.
    package var syncErrorsPerMillion: UInt32 {
        get { settings.pointee.sync_error_rate }
        set { settings.pointee.sync_error_rate = newValue }
    }

    /// The number of the write that fails, counted as `calls(.write)` counts; nil for none.
    package var failingWrite: Int? {
        get { settings.pointee.failing_write == 0 ? nil : Int(settings.pointee.failing_write) }
        set { settings.pointee.failing_write = Int64(newValue ?? 0) }
    }

    /// The number of the sync that fails, counted as `calls(.sync)` counts; nil for none.
    package var failingSync: Int? {
        get { settings.pointee.failing_sync == 0 ? nil : Int(settings.pointee.failing_sync) }
        set { settings.pointee.failing_sync = Int64(newValue ?? 0) }
    }

    /// The call in which the power fails, counted as `calls` counts: it and every later one fails until `crash()`,
    /// which sets this to nil. What that call wrote may or may not survive.
    package var crashAtCall: Int? {
        get { settings.pointee.crash_at_call == 0 ? nil : Int(settings.pointee.crash_at_call) }
        set { settings.pointee.crash_at_call = Int64(newValue ?? 0) }
    }

    /// Whether the power has failed in a call and `crash()` has not yet brought it back.
    package var isDown: Bool { faultvfs_is_down(disk) }

    /// The power fails and comes back. Whatever is open on the disk fails until it is closed; what is opened from now
    /// on finds what survived.
    package func crash() { faultvfs_crash(disk) }

    /// The time that SQLite is told, in milliseconds since 1970.
    package func setTime(milliseconds: Int64) { faultvfs_set_time(disk, milliseconds) }

    // MARK: What happened

    /// How many calls reached the disk so far.
    package var calls: Int { Int(faultvfs_total_calls(disk)) }

    /// How many of one kind.
    package func calls(_ kind: Call) -> Int { Int(faultvfs_calls(disk, kind.rawValue)) }

    /// How often a fault really happened.
    package func count(of fault: Fault) -> Int { Int(faultvfs_faults(disk, fault.rawValue)) }

    /// A number made of every call so far: equal for two runs that did the same.
    package var trace: UInt64 { faultvfs_trace(disk) }

    /// A number made of every file as the running system sees it: equal for equal files. It leaves out the random
    /// numbers that SQLite draws for a WAL, which are the process's own.
    package var fingerprint: UInt64 { faultvfs_fingerprint(disk) }
}
