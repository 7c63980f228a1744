import Glibc

/// Where the build put the programs, for tests that start them.
package enum BuiltProducts {
    /// The folder of the running test program, in which SwiftPM puts the package's programs too.
    package static let directory: String = {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        precondition(count > 0, "Linux names the running program in /proc/self/exe")
        let program = String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return program.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }()

    /// The absolute path of a built program, for instance `mintmark-agent`.
    package static func path(_ program: String) -> String {
        "\(directory)/\(program)"
    }
}
