/// Whether a request that changes something came from our own pages, by what the browser says of it: `Sec-Fetch-Site`
/// (w3c.github.io/webappsec-fetch-metadata) and `Origin` (RFC 6454 section 7). A page of another site can set neither.
package enum CrossSiteRule {
    /// Whether the request may go on.
    /// - Parameters:
    ///   - site: the header `Sec-Fetch-Site`.
    ///   - origin: the header `Origin`.
    ///   - ours: scheme, host and port of our pages, as configured and as the request addressed us.
    package static func allows(site: String?, origin: String?, ours: Set<String>) -> Bool {
        if let site, site != "same-origin", site != "none" { return false }
        guard let origin else {
            // A browser without Origin on a form must at least say where the form was.
            return site != nil
        }
        // "null" is what a sandboxed frame, or a page that hides where it is, says.
        if origin == "null" { return site == "same-origin" }
        return ours.contains(origin.lowercased())
    }
}
