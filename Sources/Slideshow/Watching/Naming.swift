internal import SystemPackage

/// What was named at one time, and is to be watched.
struct Naming {
  var directories: [FilePath] = []
  var files: [FilePath] = []
  var places: [NamedPlace] = []
  /// Whether the files that are there count as new.
  var purpose = Scan.Purpose.first
  /// Whether an open list has named it.
  var isListed = false
}
