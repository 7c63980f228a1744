import Backup
import HTTPTypes
package import Hummingbird
import NIOCore

/// `POST /v1/backups`: a backup of everything, as one file.
package struct BackupRoutes: Sendable {
    let desk: BackupDesk

    /// The file's media type: any tar can list and unpack it.
    static let mediaType = "application/x-tar"

    /// Makes the routes.
    package init(desk: BackupDesk) {
        self.desk = desk
    }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.post("/v1/backups") { _, context in
            let taken = try await desk.take(by: context.requireCaller().name)
            return Self.response(taken)
        }
    }

    /// The copy is removed when the whole file was sent, or its reader went away.
    private static func response(_ taken: BackupDesk.Taken) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = mediaType
        headers[.contentDisposition] = "attachment; filename=\"mintmark-\(taken.snapshot.manifest.takenAt).tar\""
        headers[.cacheControl] = "no-store"
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody(contentLength: Int(taken.snapshot.fileBytes)) { writer in
                // Writing fails once the reader went away.
                var pieces = taken.snapshot.pieces()
                while let piece = try pieces.next() { try await writer.write(ByteBuffer(bytes: piece)) }
                try await writer.finish(nil)
            }
        )
    }
}
