import Foundation
import Protocol

/// A release with its files, unpacked into a folder of this computer and compared with what was signed.
struct ReleaseBundle {
    /// What was signed.
    let claims: ReleaseClaims
    /// The signed text.
    let compact: String
    /// Where the files are.
    let folder: String

    /// Unpacks a release and checks every byte of it against its signature.
    /// - Parameters:
    ///   - path: a file that `mintmark release make` wrote.
    ///   - keys: the release keys that are believed.
    ///   - folder: an empty folder.
    static func open(_ path: String, keys: [VerifyingKey], into folder: String) async throws -> ReleaseBundle {
        guard LocalFile.exists(path) else { throw CommandError("\(path) is not there.", status: .notThere) }
        let ending = try await LocalProcess(
            arguments: ["tar", "--extract", "--no-same-owner", "--no-same-permissions", "-C", folder, "-f", path]
        ).run()
        let claimsPath = "\(folder)/\(ReleaseClaims.claimsFile)"
        guard ending.status == 0, try isFile(claimsPath) else {
            throw CommandError("\(path) is no release; make one with: mintmark release make", status: .data)
        }
        let compact = try LocalFile.text(claimsPath)
        let claims: ReleaseClaims
        do {
            claims = try ReleaseClaims.verify(compact, keys: keys)
        } catch let error where error.code == .unknownKey {
            throw CommandError(
                "\(path) was signed by another key than the release keys that you named.",
                status: .notPermitted
            )
        } catch {
            throw CommandError("\(path) is not as it was signed.", cause: error.message, status: .data)
        }
        let bundle = ReleaseBundle(claims: claims, compact: compact, folder: folder)
        try bundle.compare(path)
        return bundle
    }

    /// The path of a file of the release.
    func path(_ file: ReleaseClaims.File) -> String { "\(folder)/\(file.path)" }

    private func compare(_ path: String) throws {
        let expected = Set(claims.files.map(\.path) + [ReleaseClaims.claimsFile])
        let found = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { entry in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: "\(folder)/\(entry)", isDirectory: &isFolder)
            return !isFolder.boolValue
        }
        for entry in found.sorted() where !expected.contains(entry) {
            throw Self.tampered(path, "it holds \(PlainText.line(entry)), which was not signed")
        }
        for file in claims.files {
            guard try Self.isFile(self.path(file)) else { throw Self.tampered(path, "\(file.path) is missing") }
            let data = try Data(contentsOf: URL(fileURLWithPath: self.path(file)), options: .alwaysMapped)
            guard Int64(data.count) == file.bytes, Fingerprint.sha256(Array(data)) == file.sha256 else {
                throw Self.tampered(path, "\(file.path) is not the file that was signed")
            }
        }
    }

    private static func tampered(_ path: String, _ why: String) -> CommandError {
        CommandError("\(path) was changed after it was signed: \(why). Get it anew.", status: .data)
    }

    /// Whether a plain file is there; a link to somewhere else is none.
    private static func isFile(_ path: String) throws -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.type] as? FileAttributeType == .typeRegular
    }
}
