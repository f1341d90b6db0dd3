import CLibYAML

/// Reads the events of a YAML text by libyaml.
///
/// All unsafe code of the module is in this file: the parser's memory, and the C strings of its events.
@safe struct YAMLEventReader: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    /// The parser reads the text in place, so it must outlive every event.
    private let input: UnsafeMutableBufferPointer<UInt8>

    init(_ text: [UInt8]) throws(YAMLSyntaxError) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            unsafe parser.deallocate()
            throw YAMLSyntaxError(problem: "out of memory", place: .byte(0), context: nil)
        }
        let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count)
        _ = unsafe input.initialize(from: text)
        // Without this a byte order mark would switch to UTF-16.
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
        unsafe self.parser = parser
        unsafe self.input = input
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe input.deallocate()
    }

    /// The next event; after the end of the stream, its end again.
    mutating func next() throws(YAMLSyntaxError) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw syntaxError }
        defer { unsafe yaml_event_delete(&event) }
        return unsafe YAMLEvent(event)
    }

    private var syntaxError: YAMLSyntaxError {
        let state = unsafe parser.pointee
        let isEncodingError = unsafe state.error == YAML_READER_ERROR
        let mark = unsafe YAMLEvent.Mark(state.problem_mark)
        let offset = unsafe Int(clamping: state.problem_offset)
        let context = unsafe YAMLEvent.Mark(state.context_mark)
        return YAMLSyntaxError(
            problem: unsafe String(copying: state.problem) ?? "the text is not YAML",
            place: isEncodingError ? .byte(offset) : .mark(mark),
            context: unsafe String(copying: state.context).map { ($0, context) }
        )
    }
}

extension YAMLEvent {
    fileprivate init(_ event: yaml_event_t) {
        kind = unsafe Kind(event)
        (anchor, tag) = unsafe Self.properties(of: event)
        start = unsafe Mark(event.start_mark)
        end = unsafe Mark(event.end_mark)
    }

    private static func properties(of event: yaml_event_t) -> (anchor: String?, tag: String?) {
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            unsafe (String(copying: event.data.scalar.anchor), String(copying: event.data.scalar.tag))
        case YAML_SEQUENCE_START_EVENT:
            unsafe (String(copying: event.data.sequence_start.anchor), String(copying: event.data.sequence_start.tag))
        case YAML_MAPPING_START_EVENT:
            unsafe (String(copying: event.data.mapping_start.anchor), String(copying: event.data.mapping_start.tag))
        default: (nil, nil)
        }
    }
}

extension YAMLEvent.Kind {
    fileprivate init(_ event: yaml_event_t) {
        switch unsafe event.type {
        case YAML_STREAM_START_EVENT: self = .streamStart
        case YAML_DOCUMENT_START_EVENT: self = .documentStart
        case YAML_DOCUMENT_END_EVENT: self = .documentEnd
        case YAML_ALIAS_EVENT: self = unsafe .alias(String(copying: event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT: self = unsafe .scalar(YAMLScalar(event))
        case YAML_SEQUENCE_START_EVENT: self = .sequenceStart
        case YAML_SEQUENCE_END_EVENT: self = .sequenceEnd
        case YAML_MAPPING_START_EVENT: self = .mappingStart
        case YAML_MAPPING_END_EVENT: self = .mappingEnd
        default: self = .streamEnd
        }
    }
}

extension YAMLScalar {
    fileprivate init(_ event: yaml_event_t) {
        let scalar = unsafe event.data.scalar
        let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        text = unsafe String(decoding: bytes, as: UTF8.self)
        isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
    }
}

extension YAMLEvent.Mark {
    fileprivate init(_ mark: yaml_mark_t) {
        line = Int(clamping: mark.line)
        column = Int(clamping: mark.column)
    }
}

extension String {
    fileprivate init?(copying text: UnsafePointer<yaml_char_t>?) {
        guard let text = unsafe text else { return nil }
        self = unsafe String(cString: text)
    }

    fileprivate init?(copying text: UnsafePointer<CChar>?) {
        guard let text = unsafe text else { return nil }
        self = unsafe String(cString: text)
    }
}
