/// A key of the spec language, or of the overlays'.
///
/// Keys are half of all texts in a spec. As cases they take one byte, are compared at once, and the compiler finds
/// misspellings in the code that reads them.
enum SpecKey: String, CaseIterable, Sendable {
    // Of families.
    case name
    case `protocol`
    case doc
    case protonum
    case version
    case uapiHeader = "uapi-header"
    case definitions
    case attributeSets = "attribute-sets"
    case subMessages = "sub-messages"
    case operations
    case mcastGroups = "mcast-groups"
    case maxByDefine = "max-by-define"
    case kernelPolicy = "kernel-policy"
    case kernelFamily = "kernel-family"
    case headers
    case sockPriv = "sock-priv"
    case cFamilyName = "c-family-name"
    case cVersionName = "c-version-name"
    case cmdMaxName = "cmd-max-name"
    case cmdCntName = "cmd-cnt-name"

    // Of definitions and their parts.
    case type
    case header
    case namePrefix = "name-prefix"
    case value
    case valueStart = "value-start"
    case entries
    case members
    case renderMax = "render-max"
    case enumName = "enum-name"
    case enumCntName = "enum-cnt-name"
    case scope
    case len
    case `struct`
    case byteOrder = "byte-order"
    case `enum`
    case enumAsFlags = "enum-as-flags"
    case displayHint = "display-hint"

    // Of attributes, their sets and their checks.
    case subsetOf = "subset-of"
    case attributes
    case attrCntName = "attr-cnt-name"
    case attrMaxName = "attr-max-name"
    case typeValue = "type-value"
    case multiAttr = "multi-attr"
    case nestedAttributes = "nested-attributes"
    case checks
    case subType = "sub-type"
    case subMessage = "sub-message"
    case selector
    case flagsMask = "flags-mask"
    case min
    case max
    case minLen = "min-len"
    case maxLen = "max-len"
    case exactLen = "exact-len"
    case unterminatedOk = "unterminated-ok"

    // Of sub-messages.
    case formats
    case fixedHeader = "fixed-header"
    case attributeSet = "attribute-set"

    // Of operations and multicast groups.
    case enumModel = "enum-model"
    case asyncPrefix = "async-prefix"
    case list
    case asyncEnum = "async-enum"
    case flags
    case configCond = "config-cond"
    case `do`
    case dump
    case notify
    case event
    case mcgrp
    case dontValidate = "dont-validate"
    case request
    case reply
    case pre
    case post
    case cDefineName = "c-define-name"

    // Of overlays.
    case family
    case module
    case swiftNames = "swift-names"
    case required
    case wireOrder = "wire-order"
    case unicast
    case echo
    case ordered
    case unmarkedNests = "unmarked-nests"
    case markedNests = "marked-nests"
    case nests
    case corrections
    case path
    case reason

    // Of configurations.
    case access
    case faces
    case specs
    case overlay
    case modules
}
