internal import Glibc
internal import SQLite

extension JournalStore {
    /// Makes sure that an outcome can be written whatever else fills the disk: the ballast file is whole, and the page
    /// budget has room beyond the reserve. Throws `.full` when not: refuse the command, do not actuate.
    package func reserveSpace() throws(JournalError) {
        do {
            let wanted = configuration.maximumPages
            if isReserveReleased {
                try connection.setMaximumPages(wanted)
                isReserveReleased = false
            }
            let room = try roomInPages()
            guard room >= JournalStore.minimumPages else {
                throw JournalError(
                    .full,
                    "the journal has \(room) pages left of \(wanted); let receipts drain or raise its budget"
                )
            }
        } catch let error as JournalError {
            throw error
        } catch {
            throw JournalError(.full, "the page budget of the journal cannot be read: \(error)", cause: error)
        }
        if ballast.isWhole { return }
        let result = ballast.create()
        guard result == 0 else {
            throw JournalError(
                .full,
                "no room for the reserve of \(ballast.bytes) bytes in \(directory)"
                    + " (\(String(cString: strerror(result)))); free disk space, nothing may act until then"
            )
        }
    }

    /// Gives up the ballast and the page reserve for an outcome that found the disk full. Called by the writer.
    package func releaseReserve() -> Bool {
        let hadBallast = ballast.release()
        let raises = !isReserveReleased
        isReserveReleased = true
        if raises {
            // Failing leaves the budget as it was; the outcome then fails with `.full`, as it would have anyway.
            _ = try? connection.setMaximumPages(
                configuration.maximumPages + configuration.reserveBytes / JournalConfiguration.pageBytes
            )
        }
        return hadBallast || raises
    }

    /// Marks an orderly end, so that the next start need not check the file.
    package func willClose() throws {
        try change("closing the journal") { try changeMarks { $0.isClean = true } }
    }

    /// Whether telemetry may take space: only when disk and budget have plenty.
    func hasSpaceForTelemetry() throws(SQLiteError) -> Bool {
        let budget = try roomInPages() * JournalConfiguration.pageBytes
        return budget >= min(configuration.telemetryFreeBytes, configuration.maximumBytes / 8)
            && availableBytes() >= configuration.telemetryFreeBytes
    }

    /// Pages that ordinary work may still take.
    func roomInPages() throws(SQLiteError) -> Int64 {
        let used = try connection.pageCount() - connection.freePageCount()
        return configuration.maximumPages - used
    }

    /// Pages an intent may need for itself.
    static let minimumPages: Int64 = 32
}
