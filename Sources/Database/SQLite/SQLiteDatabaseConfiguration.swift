/// How a SQLite database is opened.
package struct SQLiteDatabaseConfiguration: Sendable {
    /// The file; its folder has to exist.
    package var path: String
    /// Says whose file it is (sqlite.org/pragma.html#pragma_application_id); a file of another program is refused.
    package var applicationID: Int32
    /// Most writes waiting, and most reads waiting; one more is refused with `.overloaded`.
    package var maximumWaiting: Int
    /// The most pages of 4 KiB the file may have; nil for no limit but the disk.
    package var maximumPages: Int64?

    /// Made with everything at its usual value. The application id is "MtMk" in ASCII.
    package init(
        path: String,
        applicationID: Int32 = 0x4D74_4D6B,
        maximumWaiting: Int = 10_000,
        maximumPages: Int64? = nil
    ) {
        self.path = path
        self.applicationID = applicationID
        self.maximumWaiting = maximumWaiting
        self.maximumPages = maximumPages
    }
}
