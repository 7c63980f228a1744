extension Templates {
    /// The pages of those who buy.
    static let customer = [
        "customer": PackageResources.customer_mustache,
        "customer-index": PackageResources.customer_index_mustache,
        "customer-order": PackageResources.customer_order_mustache,
        "customer-picture": PackageResources.customer_picture_mustache,
        "customer-place": PackageResources.customer_place_mustache,
        "customer-poster": PackageResources.customer_poster_mustache,
        "customer-problem": PackageResources.customer_problem_mustache,
        "qr": PackageResources.qr_mustache,
    ]
}
