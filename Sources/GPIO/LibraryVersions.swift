import CGPIO
internal import CModbus

/// The libraries this program speaks to hardware with.
package enum LibraryVersions {
    /// libgpiod's, which is linked into the program.
    package static var libgpiod: String { String(cString: cgpio_library_version()) }

    /// libmodbus', as it is loaded.
    package static var libmodbus: String {
        "\(libmodbus_version_major).\(libmodbus_version_minor).\(libmodbus_version_micro)"
    }
}
