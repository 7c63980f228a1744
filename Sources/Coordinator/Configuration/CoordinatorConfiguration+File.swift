import Glibc
import Protocol

extension CoordinatorConfiguration {
    /// Reads the configuration file at `path`.
    /// - Throws: `invalid`, naming the file, the member and what is wrong with it.
    package static func read(_ path: String) throws(CoordinatorError) -> CoordinatorConfiguration {
        let bytes = try StateFile.read(path, maximumBytes: maximumBytes)
        do {
            return try CoordinatorConfiguration(json: bytes)
        } catch {
            throw CoordinatorError(error.code, "Configuration file \(path): \(error.message)", cause: error.cause)
        }
    }
}
