/// The licences under which others let us use their code, recognised by their own words. The raw value is the name of
/// the SPDX licence list.
enum Licence: String, CaseIterable, Comparable {
    case apache2 = "Apache-2.0"
    case apache2Runtime = "Apache-2.0 WITH Swift-exception"
    case mit = "MIT"
    case bsd2 = "BSD-2-Clause"
    case bsd3 = "BSD-3-Clause"
    case isc = "ISC"
    case zlib = "Zlib"
    case cc0 = "CC0-1.0"
    case publicDomain = "public domain"
    case metafont = "METAFONT-permissive"
    case lgpl2 = "LGPL-2.0-or-later"
    case lgpl21 = "LGPL-2.1-or-later"
    case gcc = "GPL-3.0-or-later WITH GCC-exception-3.1"
    case gpl = "GPL"

    /// How somebody's code gets into a program.
    enum Linking: String {
        /// Compiled or linked into it.
        case inside = "inside"
        /// Loaded when it starts, so that whoever has the program can replace it.
        case loaded = "loaded"
    }

    /// Whether a program of ours may have code under this licence.
    func isAllowed(_ linking: Linking) -> Bool {
        switch self {
        case .apache2, .apache2Runtime, .mit, .bsd2, .bsd3, .isc, .zlib, .cc0, .publicDomain, .metafont, .gcc: true
        case .lgpl2, .lgpl21: linking == .loaded
        case .gpl: false
        }
    }

    /// The licences whose words are in a text: of a licence file, or of comments.
    static func recognised(in text: String) -> Set<Licence> {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" }.joined(separator: " ")
        func has(_ phrase: String) -> Bool { words.contains(phrase) }
        var found: Set<Licence> = []
        if has("apache license version 2 0") {
            let hasException = has("runtime library exception to the apache 2 0 license")
            found.insert(hasException ? .apache2Runtime : .apache2)
        }
        if has("permission is hereby granted free of charge to any person obtaining a copy") { found.insert(.mit) }
        if has("redistribution and use in source and binary forms") {
            found.insert(has("neither the name") ? .bsd3 : .bsd2)
        }
        if has("permission to use copy modify and or distribute this software for any purpose") { found.insert(.isc) }
        if has("altered source versions must be plainly marked as such") { found.insert(.zlib) }
        if has("to the extent possible under law") && has("waived all copyright") { found.insert(.cc0) }
        if has("placed in the public domain") || has("released into the public domain") { found.insert(.publicDomain) }
        return found.union(gnu(has))
    }

    /// The licences of GNU name each other, so the weaker ones are looked for first.
    private static func gnu(_ has: (String) -> Bool) -> Set<Licence> {
        if has("gcc runtime library exception") { return [.gcc] }
        if has("gnu lesser general public license") { return [has("version 2 1") ? .lgpl21 : .lgpl2] }
        if has("gnu library general public license") { return [.lgpl2] }
        return has("gnu general public license") ? [.gpl] : []
    }

    /// The licences of a short name in a machine-readable copyright file of Debian, such as `LGPL-2.1+`; nil for a name
    /// that is not known.
    static func named(_ name: String) -> Set<Licence>? {
        var found: Set<Licence> = []
        for word in name.lowercased().split(separator: " ") where word != "and" {
            // What follows a tilde tells texts of one licence apart.
            switch word.prefix(while: { $0 != "~" }) {
            case "apache-2.0": found.insert(.apache2)
            case "mit", "expat": found.insert(.mit)
            case "bsd-2-clause": found.insert(.bsd2)
            case "bsd-3-clause": found.insert(.bsd3)
            case "isc": found.insert(.isc)
            case "zlib": found.insert(.zlib)
            case "cc0-1.0": found.insert(.cc0)
            case "public-domain": found.insert(.publicDomain)
            case "metafont-permissive": found.insert(.metafont)
            case "lgpl-2+", "lgpl-2.0+": found.insert(.lgpl2)
            case "lgpl-2.1+": found.insert(.lgpl21)
            case "gpl-2", "gpl-2+", "gpl-3", "gpl-3+": found.insert(.gpl)
            default: return nil
            }
        }
        return found.isEmpty ? nil : found
    }

    static func < (left: Licence, right: Licence) -> Bool { left.rawValue < right.rawValue }
}

extension Set<Licence> {
    /// Their names, or that there is none.
    var text: String { isEmpty ? "unknown" : sorted().map(\.rawValue).joined(separator: ", ") }
}
