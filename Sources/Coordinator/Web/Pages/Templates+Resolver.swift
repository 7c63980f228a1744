extension Templates {
    /// The pages of those who scanned a product.
    static let resolver = [
        "passport": PackageResources.passport_mustache,
        "resolver-links": PackageResources.resolver_links_mustache,
        "resolver-problem": PackageResources.resolver_problem_mustache,
    ]
}
