import CLibYAML

/// Reads the events of a YAML text by libyaml.
///
/// All unsafe code of the module is in this file: the parser's memory, and the C strings of its events.
@safe struct YAMLEventReader: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    /// The parser reads the text in place, so it must outlive every event.
    private let input: UnsafeMutableBufferPointer<UInt8>

    /// The event that was read last; it owns the texts that can be asked for.
    private let event: UnsafeMutablePointer<yaml_event_t>

    /// The number of the file that ranges are in.
    private let file: UInt8

    init(_ text: [UInt8], file: UInt8) throws(YAMLSyntaxError) {
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
        unsafe event = .allocate(capacity: 1)
        unsafe event.initialize(to: yaml_event_t())
        self.file = file
    }

    deinit {
        unsafe yaml_event_delete(event)
        unsafe event.deallocate()
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe input.deallocate()
    }

    /// The next event; after the end of the stream, its end again.
    mutating func next() throws(YAMLSyntaxError) -> YAMLEvent {
        unsafe yaml_event_delete(event)
        guard unsafe yaml_parser_parse(parser, event) == 1 else { throw syntaxError }
        let range = unsafe TextRange(
            start: TextRange.Position(event.pointee.start_mark),
            end: TextRange.Position(event.pointee.end_mark),
            file: file
        )
        return YAMLEvent(kind: unsafe YAMLEvent.Kind(event.pointee.type), range: range)
    }

    private var syntaxError: YAMLSyntaxError {
        let state = unsafe parser.pointee
        let isEncodingError = unsafe state.error == YAML_READER_ERROR
        let position = unsafe TextRange.Position(state.problem_mark)
        let offset = unsafe Int(clamping: state.problem_offset)
        let context = unsafe TextRange.Position(state.context_mark)
        return YAMLSyntaxError(
            problem: unsafe String(copying: state.problem) ?? "the text is not YAML",
            place: isEncodingError ? .byte(offset) : .position(position),
            context: unsafe String(copying: state.context).map { ($0, context) }
        )
    }
}

// MARK: - Texts of the event that was read last

extension YAMLEventReader {
    /// A scalar's text and style; empty if the event is none.
    var scalar: YAMLScalar {
        let bytes = unsafe scalarBytes
        return YAMLScalar(text: unsafe String(decoding: bytes, as: UTF8.self), isPlain: isPlain)
    }

    /// A scalar's text as a key.
    var key: YAMLKey {
        let bytes = unsafe scalarBytes
        if let key = unsafe SpecKey(bytes.span) { return .known(key) }
        return .other(unsafe String(decoding: bytes, as: UTF8.self))
    }

    /// Whether a scalar is neither quoted nor a block.
    var isPlain: Bool {
        unsafe event.pointee.type == YAML_SCALAR_EVENT && event.pointee.data.scalar.style == YAML_PLAIN_SCALAR_STYLE
    }

    /// The name that the node can be repeated by, or that an alias repeats.
    var anchor: String? {
        switch unsafe event.pointee.type {
        case YAML_ALIAS_EVENT: unsafe String(copying: event.pointee.data.alias.anchor)
        case YAML_SCALAR_EVENT: unsafe String(copying: event.pointee.data.scalar.anchor)
        case YAML_SEQUENCE_START_EVENT: unsafe String(copying: event.pointee.data.sequence_start.anchor)
        case YAML_MAPPING_START_EVENT: unsafe String(copying: event.pointee.data.mapping_start.anchor)
        default: nil
        }
    }

    /// The type that the text claims the node to have.
    var tag: String? {
        switch unsafe event.pointee.type {
        case YAML_SCALAR_EVENT: unsafe String(copying: event.pointee.data.scalar.tag)
        case YAML_SEQUENCE_START_EVENT: unsafe String(copying: event.pointee.data.sequence_start.tag)
        case YAML_MAPPING_START_EVENT: unsafe String(copying: event.pointee.data.mapping_start.tag)
        default: nil
        }
    }

    /// Valid until the next event is read.
    private var scalarBytes: UnsafeBufferPointer<UInt8> {
        guard unsafe event.pointee.type == YAML_SCALAR_EVENT else {
            return unsafe UnsafeBufferPointer(start: nil, count: 0)
        }
        let scalar = unsafe event.pointee.data.scalar
        return unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    }
}

extension YAMLEvent.Kind {
    fileprivate init(_ type: yaml_event_type_t) {
        switch type {
        case YAML_STREAM_START_EVENT: self = .streamStart
        case YAML_DOCUMENT_START_EVENT: self = .documentStart
        case YAML_DOCUMENT_END_EVENT: self = .documentEnd
        case YAML_ALIAS_EVENT: self = .alias
        case YAML_SCALAR_EVENT: self = .scalar
        case YAML_SEQUENCE_START_EVENT: self = .sequenceStart
        case YAML_SEQUENCE_END_EVENT: self = .sequenceEnd
        case YAML_MAPPING_START_EVENT: self = .mappingStart
        case YAML_MAPPING_END_EVENT: self = .mappingEnd
        default: self = .streamEnd
        }
    }
}

extension TextRange.Position {
    /// The parser counts from 0.
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: UInt32(truncatingIfNeeded: mark.line + 1), column: UInt32(truncatingIfNeeded: mark.column + 1))
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
