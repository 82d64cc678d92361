/// What a transfer adds on its two sides.
struct Movement {
    var posted: Int64
    var pending: Int64
}
