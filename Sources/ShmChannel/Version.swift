/// The version of the two programs and of this library.
package let shmviewVersion = "0.1.0"
