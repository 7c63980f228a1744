/// One Modbus bus as it was found.
package struct BusFact: Codable, Sendable, Equatable {
    /// Its name in the profile.
    package var id: String
    /// Where it is: a host and port, or a serial device.
    package var place: String
    /// Why it could not be used at all.
    package var problem: String?
    /// The devices that the profile has on it.
    package var devices: [DeviceFact]
    /// Unit ids that were looked for besides; nil without a scan.
    package var scanned: ClosedRange<Int>?
    /// Those of them that answered and are not in the profile.
    package var strangers: [Int]

    /// A bus that was not asked yet.
    package init(id: String, place: String) {
        self.id = id
        self.place = place
        devices = []
        strangers = []
    }
}
