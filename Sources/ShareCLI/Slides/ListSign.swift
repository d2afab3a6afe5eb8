/// What the process that reads a list says of it, one byte each.
enum ListSign: UInt8 {
  /// It is a file, whose file system has just answered.
  case answers
  /// It is a pipe or the like, which may take its time, and whose names are shown as they come.
  case waits
  /// What follows is the list, to the end.
  case contents
}
