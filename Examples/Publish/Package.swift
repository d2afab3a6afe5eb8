// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Publish",
  dependencies: [.package(name: "shmview", path: "../..")],
  targets: [
    .executableTarget(
      name: "Publish", dependencies: [.product(name: "ShmChannel", package: "shmview")])
  ]
)
