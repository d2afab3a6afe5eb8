/// Bytes that programs write between two pictures, to end a line or to fill a block, and that begin
/// none.
package enum Padding {
  package static func contains(_ byte: UInt8) -> Bool {
    switch byte {
    case 0, UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: " "): true
    default: false
    }
  }
}
