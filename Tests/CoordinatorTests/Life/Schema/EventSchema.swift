import Foundation
import Passport
import TestSupport

/// Documents of events as a program of others reads them: a validator of JSON Schema, with the facts of GS1's schema.
enum EventSchema {
    private static let python = "\(PackageRoot.path)/.build/venv/bin/python"
    private static let schema = "\(PackageRoot.path)/Tests/CoordinatorTests/Life/Schema/epcis-written.schema.json"

    /// Prints a line for each document: where it is wrong, if it is.
    private static let judge = """
        import json, sys, jsonschema
        kind = jsonschema.Draft7Validator
        schema = json.load(open(sys.argv[1]))
        kind.check_schema(schema)
        for format in ("date-time", "uri"):
            assert not kind.FORMAT_CHECKER.conforms("x", format), f"{format} is not checked"
        validator = kind(schema, format_checker=kind.FORMAT_CHECKER)
        for path in sys.argv[2:]:
            print(*sorted(error.json_path for error in validator.iter_errors(json.load(open(path)))))
        """

    /// Where each of the documents is wrong: nowhere, for one that is right.
    static func faults(in documents: [JSONValue]) async throws -> [[String]] {
        let folder = try TemporaryDirectory()
        var paths: [String] = []
        for (index, document) in documents.enumerated() {
            paths.append(folder.path("\(index).json"))
            try Data(document.canonical()).write(to: URL(fileURLWithPath: paths[index]))
        }
        let process = try ChildProcess(python, arguments: ["-c", judge, schema] + paths)
        let exit = try await process.waitUntilExit(timeoutSeconds: 60)
        guard exit == 0, process.lines.count == documents.count else {
            throw TestSupportError("\(python) ended with \(exit): \(process.lines)")
        }
        return process.lines.map { $0.split(separator: " ").map(String.init) }
    }
}
