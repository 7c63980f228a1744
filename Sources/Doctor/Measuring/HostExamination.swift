import GPIO
import Glibc

/// What the computer says of itself.
package enum HostExamination {
    /// Where the Raspberry Pi's kernel says whether it keeps outputs of dead programs driven.
    package static let keepsOutputsPath = "/sys/module/pinctrl_bcm2835/parameters/persist_gpio_outputs"

    /// What is installed.
    /// - Parameters:
    ///   - agent: the agent's version.
    ///   - sqlite: SQLite's.
    package static func versions(agent: String, sqlite: String) -> VersionFacts {
        var name = utsname()
        uname(&name)
        return VersionFacts(
            agent: agent,
            kernel: text(&name.release),
            architecture: text(&name.machine),
            system: system(SmallFile.text("/etc/os-release") ?? "") ?? "unknown",
            board: SmallFile.text("/proc/device-tree/model").map { String($0.prefix { $0 != "\0" }) },
            libgpiod: LibraryVersions.libgpiod,
            libmodbus: LibraryVersions.libmodbus,
            sqlite: sqlite
        )
    }

    /// Whether the kernel is set to keep outputs driven when their process dies; nil where it has no such setting.
    package static func keepsOutputs(path: String = keepsOutputsPath) -> Bool? {
        switch SmallFile.text(path) {
        case "Y", "1": true
        case "N", "0": false
        default: nil
        }
    }

    /// The name that people know a system by: `PRETTY_NAME` of os-release(5).
    static func system(_ release: String) -> String? {
        for line in release.split(separator: "\n") where line.hasPrefix("PRETTY_NAME=") {
            return String(line.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" && $0 != "'" })
        }
        return nil
    }

    private static func text<Field>(_ field: inout Field) -> String {
        withUnsafeBytes(of: &field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
