/// The disk that holds the state folder.
package struct DiskFacts: Codable, Sendable, Equatable {
    /// Which folder.
    package var path: String
    /// Bytes that a program without privileges can still write.
    package var availableBytes: Int64
    /// Bytes of the whole file system.
    package var totalBytes: Int64
    /// Files that can still be made; nil where the file system has no such limit.
    package var availableFiles: Int64?
    /// Whether it is mounted for reading only.
    package var isReadOnly: Bool
    /// Whether it is gone with the power: a file system in memory.
    package var isVolatile: Bool
    /// How long it took to get a small file onto the disk, the middle of several, in microseconds; nil when it failed.
    package var syncMicroseconds: Int?
    /// Why a small file could not be written.
    package var writeProblem: String?
    /// The medium.
    package var medium: Medium?
    /// Why nothing could be looked at.
    package var problem: String?

    /// What the kernel says of the medium.
    package struct Medium: Codable, Sendable, Equatable {
        /// `mmcblk0`, `sda`.
        package var device: String
        /// `SD`, `MMC`; nil for others.
        package var type: String?
        /// Its name.
        package var model: String?
        /// Wear of an eMMC in tenths of its life, 1 to 11, the worse of its two parts (JEDEC JESD84-B51,
        /// DEVICE_LIFE_TIME_EST); nil for media that do not say.
        package var lifeTimeTenths: Int?
        /// Its own word on its reserve, 1 normal, 2 warning, 3 urgent (PRE_EOL_INFO).
        package var reserveState: Int?

        /// A medium.
        package init(
            device: String,
            type: String? = nil,
            model: String? = nil,
            lifeTimeTenths: Int? = nil,
            reserveState: Int? = nil
        ) {
            self.device = device
            self.type = type
            self.model = model
            self.lifeTimeTenths = lifeTimeTenths
            self.reserveState = reserveState
        }
    }

    /// A disk with room, of which nothing more is known.
    package init(path: String, availableBytes: Int64 = 0, totalBytes: Int64 = 0) {
        self.path = path
        self.availableBytes = availableBytes
        self.totalBytes = totalBytes
        isReadOnly = false
        isVolatile = false
    }
}
