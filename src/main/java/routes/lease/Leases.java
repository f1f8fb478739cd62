package routes.lease;

import java.util.Optional;

/** Where the Lease lies. */
interface Leases {
    /**
     * The Lease as it is now, which may be one that is not there yet.
     *
     * @throws LeaseException if it cannot be told
     */
    Lease read();

    /**
     * Writes a changed Lease, if nobody else has written it since it was read.
     *
     * @return as it is now; empty if somebody was faster
     * @throws LeaseException if it cannot be told whether it was written
     */
    Optional<Lease> write(Lease changed);
}
