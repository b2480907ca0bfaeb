/**
 * The meaning of policies a second time, slow and plain, and generated workspaces to compare by.
 *
 * <p>{@link dev.portwrit.model.ReferenceInterpreter} is written from the papers alone and shares no
 * code with the index: it may be compared with everything that answers questions. {@link
 * dev.portwrit.model.Scenarios} makes workspaces with questions that hit them, and {@link
 * dev.portwrit.model.WorkspaceText} writes a workspace as the policy files that say it.
 */
@NullMarked
package dev.portwrit.model;

import org.jspecify.annotations.NullMarked;
