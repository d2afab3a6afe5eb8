private import Linux
private import QtSharing
private import ShmChannel
private import SystemPackage

extension QtPlace {
  /// What people are told of an error at this place.
  func failure(for error: any Error) -> Failure {
    switch error {
    case let failure as Failure: failure
    case let error as ChannelError: Failure(error)
    case is QtStreamError, is ReadingError: Failure(.undecodable, "\(name): \(error)")
    case let error as SystemError where error.errno == .permissionDenied:
      Failure(.noInput, "\(name): is another user's, and closed to you (\(error.call))")
    default: Failure(.trouble, "\(name): \(error)")
    }
  }
}
