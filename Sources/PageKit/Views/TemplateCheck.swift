/// Compares templates with the models they are rendered with: every name must exist where it is used.
struct TemplateCheck {
    private struct Visit: Hashable {
        let file: String
        let stack: [ObjectIdentifier]
    }

    private let sources: [String: TemplateSource]
    private var visited: Set<Visit> = []
    private var found: Set<TemplateMistake> = []
    /// Properties that a template names, by type.
    private var used: [ObjectIdentifier: Set<String>] = [:]
    private var types: [ObjectIdentifier: Any.Type] = [:]

    /// - Parameter texts: the templates by their names.
    init(_ texts: [String: String]) {
        sources = Dictionary(
            uniqueKeysWithValues: texts.map {
                ($0.key, TemplateSource(file: "\($0.key).mustache", text: $0.value))
            })
        found = Set(sources.values.flatMap(\.mistakes))
    }

    /// By file and line.
    var mistakes: [TemplateMistake] { found.sorted { ($0.file, $0.line, $0.text) < ($1.file, $1.line, $1.text) } }

    /// Properties of the checked models, and of what templates look into, that no template names: `Type.property`.
    var unused: [String] {
        used.flatMap { id, names in
            types[id].map { type in
                ModelShape.properties(of: type).filter { !names.contains($0.name) }.map { "\(type).\($0.name)" }
            } ?? []
        }.sorted()
    }

    mutating func check(_ page: any PageModel.Type) {
        use(nil, of: page)
        guard let source = sources[page.template] else {
            found.insert(
                TemplateMistake(file: "\(page.template).mustache", line: 1, text: "\(page) needs this template"))
            return
        }
        walk(source.parts, of: source, in: [page])
    }

    private mutating func walk(_ parts: [TemplateSource.Part], of source: TemplateSource, in stack: [Any.Type]) {
        for part in parts {
            switch part.kind {
            case .partial: enter(part, of: source, in: stack)
            case .value: _ = resolve(part, of: source, in: stack)
            case .inverted:
                _ = resolve(part, of: source, in: stack)
                walk(part.parts, of: source, in: stack)
            case .section:
                guard let type = resolve(part, of: source, in: stack) else { continue }
                let content = ModelShape.content(of: type)
                walk(part.parts, of: source, in: content == Bool.self ? stack : stack + [content])
            }
        }
    }

    private mutating func enter(_ part: TemplateSource.Part, of source: TemplateSource, in stack: [Any.Type]) {
        guard let partial = sources[part.name] else {
            note("there is no partial \(part.name)", part, source)
            return
        }
        // A partial may hold itself, as the rows of a tree do; of each type only the innermost is ever found.
        var innermost: [ObjectIdentifier] = []
        for type in stack.reversed().map({ ObjectIdentifier($0) }) where !innermost.contains(type) {
            innermost.append(type)
        }
        let visit = Visit(file: partial.file, stack: innermost)
        guard visited.insert(visit).inserted else { return }
        walk(partial.parts, of: partial, in: stack)
    }

    /// Looks a name up as Mustache does: its first word in the innermost thing that has it, the others inside that.
    private mutating func resolve(
        _ part: TemplateSource.Part, of source: TemplateSource, in stack: [Any.Type]
    ) -> Any.Type? {
        guard part.name != "." else { return stack.last }
        if let list = part.name.wholeMatch(of: /empty\((.+)\)/)?.1 {
            var inner = part
            inner.name = String(list)
            return resolve(inner, of: source, in: stack).map { _ in Bool.self }
        }
        let words = part.name.split(separator: ".").map(String.init)
        guard let first = words.first,
            let holder = stack.last(where: { ModelShape.property(first, of: $0) != nil })
        else {
            note("\(part.name) is in none of \(stack.reversed().map { "\($0)" }.joined(separator: ", "))", part, source)
            return nil
        }
        var type = holder
        for word in words {
            guard let next = ModelShape.property(word, of: type) else {
                note("\(part.name): \(type) has no \(word)", part, source)
                return nil
            }
            if ModelShape.properties(of: type).contains(where: { $0.name == word }) { use(word, of: type) }
            type = next
        }
        return type
    }

    private mutating func use(_ name: String?, of type: Any.Type) {
        let id = ObjectIdentifier(type)
        types[id] = type
        used[id, default: []].formUnion(name.map { [$0] } ?? [])
    }

    private mutating func note(_ text: String, _ part: TemplateSource.Part, _ source: TemplateSource) {
        found.insert(TemplateMistake(file: source.file, line: part.line, text: text))
    }
}
