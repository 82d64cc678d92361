/// What the check of templates asks of words.
protocol WordsShape {
    static func has(_ key: String) -> Bool
}
