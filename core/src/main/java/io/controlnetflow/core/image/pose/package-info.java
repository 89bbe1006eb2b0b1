/**
 * People in a photograph as OpenPose skeletons: a picture and two networks in, eighteen joints a person and their drawing out.
 * Must not know where the networks come from.
 */
@NullMarked
package io.controlnetflow.core.image.pose;

import org.jspecify.annotations.NullMarked;
