/// What a resolver answers (GS1 Digital Link standard: resolver).
package enum ResolverAnswer: Sendable {
    /// 307: go there.
    case redirect(to: String)
    /// 307: another resolver answers for this company prefix; ask there.
    case handedOver(to: String)
    /// 300: these fit alike, choose one.
    case choices(LinkSet, LinkSetForm)
    /// 200: all links of what was asked for and of all that it belongs to.
    case linkSets([LinkSet], LinkSetForm)
    /// 400: this is no GS1 Digital Link, and why. The error's position counts bytes of path and query from 0.
    case badLink(PassportError)
    /// 404: there is no such link.
    case notFound(NotFound)

    /// What is not there.
    package enum NotFound: Hashable, Sendable {
        /// Nothing at all is known of the product.
        case product
        /// There are links, but none of the type that was asked for.
        case linkType
    }
}

/// How links are shown.
package enum LinkSetForm: String, CaseIterable, Sendable {
    /// A link set (RFC 9264 section 4.2).
    case linkSet = "application/linkset+json"
    /// The same, for whoever reads JSON.
    case json = "application/json"
    /// The same, for whoever reads linked data.
    case linkedData = "application/ld+json"
    /// A page for people.
    case page = "text/html"

    /// What a client wants: the form with the most weight, the earlier one of equals; a page when it says nothing.
    package init(accept: String?) {
        guard let accept else {
            self = .page
            return
        }
        let preferences = MediaPreferences(accept)
        var best = (form: Self.linkSet, weight: 0)
        for form in Self.allCases {
            let weight = preferences.weight(of: form.rawValue)
            if weight > best.weight { best = (form, weight) }
        }
        self = best.form
    }
}
