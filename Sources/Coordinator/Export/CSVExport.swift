import HTTPTypes
import Hummingbird
import NIOCore

/// A list as CSV, page by page: each page is a read of its own, so a long download keeps no snapshot of the database
/// open. Rows that change meanwhile are as they are when their page is read; none comes twice, and none is left out.
struct CSVExport: Sendable {
    /// The name that the file gets.
    let file: String
    /// The first line.
    let header: [String]
    /// One page: its lines, and the cursor of the next.
    let page: @Sendable (_ cursor: String?) async throws -> ListPage<[String]>

    /// The answer. The first page is read before it begins, so that its errors are problem details; a later error ends
    /// the connection without the last chunk, which clients report.
    func response() async throws -> Response {
        let first = try await page(nil)
        let (header, page) = (header, page)
        var headers = HTTPFields()
        headers[.contentType] = "text/csv; charset=utf-8; header=present"
        headers[.contentDisposition] = "attachment; filename=\"\(file)\""
        headers[.cacheControl] = "no-store"
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: CSVLine(header).text))
                var current = first
                while true {
                    try await writer.write(ByteBuffer(string: current.items.map { CSVLine($0).text }.joined()))
                    guard let next = current.next else { break }
                    current = try await page(next)
                }
                try await writer.finish(nil)
            }
        )
    }
}
