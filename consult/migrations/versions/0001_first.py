"""Create every table, and the roles staff may hold."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS, kind

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

# Their ids are fixed: every installation has the same six.
ROLES = [
    ("0f5c3f0e-3d0a-4c1e-9a55-6d1f6f0a9e01", "administrator", "Sets up the region, staff and keys."),
    ("0f5c3f0e-3d0a-4c1e-9a55-6d1f6f0a9e02", "manager", "Runs consultations, reads experiences, edits drafts."),
    ("0f5c3f0e-3d0a-4c1e-9a55-6d1f6f0a9e03", "analyst", "Reads returns and experiences and decides on tags."),
    ("0f5c3f0e-3d0a-4c1e-9a55-6d1f6f0a9e04", "translator", "Translates what is asked and what was answered."),
    ("0f5c3f0e-3d0a-4c1e-9a55-6d1f6f0a9e05", "board_member", "Reads drafts and takes part in sign-off."),
    ("0f5c3f0e-3d0a-4c1e-9a55-6d1f6f0a9e06", "auditor", "Reads the record of who did what."),
]


def upgrade() -> None:
    op.create_table('audit_entry',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('at', INSTANT, nullable=False),
    sa.Column('actor', WORDS, nullable=False),
    sa.Column('action', WORDS, nullable=False),
    sa.Column('subject_kind', WORDS, nullable=False),
    sa.Column('subject_id', WORDS, nullable=False),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('previous_hash', WORDS, nullable=False),
    sa.Column('entry_hash', WORDS, nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry')),
    sa.UniqueConstraint('entry_hash', name=op.f('uq_audit_entry_entry_hash')),
    sa.UniqueConstraint('sequence', name=op.f('uq_audit_entry_sequence'))
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_entry_action'), ['action'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_entry_subject_id'), ['subject_id'], unique=False)

    op.create_table('consultation',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('slug', WORDS, nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('summary', sa.JSON(), nullable=False),
    sa.Column('consulting_body', WORDS, nullable=False),
    sa.Column('state', kind('consultationstate', 'preparing', 'open', 'closed', 'sent'), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=True),
    sa.Column('closes_on', sa.Date(), nullable=True),
    sa.Column('government_deadline_on', sa.Date(), nullable=True),
    sa.Column('is_fictional', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consultation')),
    sa.UniqueConstraint('slug', name=op.f('uq_consultation_slug'))
    )
    op.create_table('outbox_message',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('message_id', WORDS, nullable=False),
    sa.Column('to_address', WORDS, nullable=False),
    sa.Column('subject', WORDS, nullable=False),
    sa.Column('body_text', WORDS, nullable=False),
    sa.Column('language', WORDS, nullable=False),
    sa.Column('state', kind('messagestate', 'queued', 'sending', 'sent', 'failed', 'uncertain'), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('error_text', WORDS, nullable=False),
    sa.Column('queued_at', INSTANT, nullable=False),
    sa.Column('started_at', INSTANT, nullable=True),
    sa.Column('sent_at', INSTANT, nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_message')),
    sa.UniqueConstraint('message_id', name=op.f('uq_outbox_message_message_id'))
    )
    op.create_table('partnership',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('name', WORDS, nullable=False),
    sa.Column('short_name', WORDS, nullable=False),
    sa.Column('host', WORDS, nullable=False),
    sa.Column('contact_email', WORDS, nullable=False),
    sa.Column('small_number', sa.Integer(), nullable=False),
    sa.Column('is_fictional', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partnership'))
    )
    op.create_table('staff_role',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('name', kind('role', 'administrator', 'manager', 'analyst', 'translator', 'board_member', 'auditor'), nullable=False),
    sa.Column('description', WORDS, nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_role')),
    sa.UniqueConstraint('name', name=op.f('uq_staff_role_name'))
    )
    op.create_table('sub_region',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('key', WORDS, nullable=False),
    sa.Column('name', WORDS, nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sub_region')),
    sa.UniqueConstraint('key', name=op.f('uq_sub_region_key'))
    )
    op.create_table('analysis_run',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('consultation_id', IDENTIFIER, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('as_of_on', sa.Date(), nullable=False),
    sa.Column('started_at', INSTANT, nullable=False),
    sa.Column('finished_at', INSTANT, nullable=True),
    sa.Column('manifest', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['consultation_id'], ['consultation.id'], name=op.f('fk_analysis_run_consultation_id_consultation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_analysis_run')),
    sa.UniqueConstraint('consultation_id', 'number', name=op.f('uq_analysis_run_consultation_id_number'))
    )
    with op.batch_alter_table('analysis_run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_analysis_run_consultation_id'), ['consultation_id'], unique=False)

    op.create_table('codebook',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('name', WORDS, nullable=False),
    sa.Column('consultation_id', IDENTIFIER, nullable=True),
    sa.ForeignKeyConstraint(['consultation_id'], ['consultation.id'], name=op.f('fk_codebook_consultation_id_consultation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_codebook'))
    )
    with op.batch_alter_table('codebook', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_codebook_consultation_id'), ['consultation_id'], unique=False)

    op.create_table('government_question',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('consultation_id', IDENTIFIER, nullable=False),
    sa.Column('number', WORDS, nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', WORDS, nullable=False),
    sa.ForeignKeyConstraint(['consultation_id'], ['consultation.id'], name=op.f('fk_government_question_consultation_id_consultation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_government_question')),
    sa.UniqueConstraint('consultation_id', 'number', name=op.f('uq_government_question_consultation_id_number'))
    )
    with op.batch_alter_table('government_question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_government_question_consultation_id'), ['consultation_id'], unique=False)

    op.create_table('organisation',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('key', WORDS, nullable=False),
    sa.Column('name', WORDS, nullable=False),
    sa.Column('sector', kind('sector', 'local_authority_upper', 'local_authority_lower', 'government_department', 'police', 'health', 'fire_rescue', 'voluntary_community', 'migrant_led', 'accommodation_provider', 'employer', 'education', 'legal_advice', 'academic', 'individual'), nullable=False),
    sa.Column('standing', kind('standing', 'full', 'observer', 'consulted'), nullable=False),
    sa.Column('council_code', WORDS, nullable=True),
    sa.Column('sub_region_id', IDENTIFIER, nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['sub_region_id'], ['sub_region.id'], name=op.f('fk_organisation_sub_region_id_sub_region'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation')),
    sa.UniqueConstraint('key', name=op.f('uq_organisation_key'))
    )
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisation_name'), ['name'], unique=False)
        batch_op.create_index(batch_op.f('ix_organisation_sub_region_id'), ['sub_region_id'], unique=False)

    op.create_table('questionnaire',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('consultation_id', IDENTIFIER, nullable=False),
    sa.Column('purpose', kind('formpurpose', 'return', 'account'), nullable=False),
    sa.ForeignKeyConstraint(['consultation_id'], ['consultation.id'], name=op.f('fk_questionnaire_consultation_id_consultation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_questionnaire')),
    sa.UniqueConstraint('consultation_id', 'purpose', name=op.f('uq_questionnaire_consultation_id_purpose'))
    )
    with op.batch_alter_table('questionnaire', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_questionnaire_consultation_id'), ['consultation_id'], unique=False)

    op.create_table('code',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('codebook_id', IDENTIFIER, nullable=False),
    sa.Column('key', WORDS, nullable=False),
    sa.Column('label', WORDS, nullable=False),
    sa.Column('facet', kind('facet', 'domain', 'kind'), nullable=False),
    sa.Column('parent_key', WORDS, nullable=False),
    sa.Column('description', WORDS, nullable=False),
    sa.Column('key_phrases', sa.JSON(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['codebook_id'], ['codebook.id'], name=op.f('fk_code_codebook_id_codebook'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code')),
    sa.UniqueConstraint('codebook_id', 'key', name=op.f('uq_code_codebook_id_key'))
    )
    with op.batch_alter_table('code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_code_codebook_id'), ['codebook_id'], unique=False)

    op.create_table('contact',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('organisation_id', IDENTIFIER, nullable=False),
    sa.Column('name', WORDS, nullable=False),
    sa.Column('email', WORDS, nullable=False),
    sa.Column('job_title', WORDS, nullable=False),
    sa.Column('language', WORDS, nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_contact_organisation_id_organisation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact'))
    )
    with op.batch_alter_table('contact', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('draft',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('consultation_id', IDENTIFIER, nullable=False),
    sa.Column('run_id', IDENTIFIER, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('as_of_on', sa.Date(), nullable=False),
    sa.Column('created_at', INSTANT, nullable=False),
    sa.ForeignKeyConstraint(['consultation_id'], ['consultation.id'], name=op.f('fk_draft_consultation_id_consultation'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['run_id'], ['analysis_run.id'], name=op.f('fk_draft_run_id_analysis_run'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft')),
    sa.UniqueConstraint('consultation_id', 'number', name=op.f('uq_draft_consultation_id_number'))
    )
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_draft_consultation_id'), ['consultation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_draft_run_id'), ['run_id'], unique=False)

    op.create_table('questionnaire_version',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('questionnaire_id', IDENTIFIER, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', kind('versionstate', 'draft', 'published', 'superseded'), nullable=False),
    sa.Column('definition', sa.JSON(), nullable=False),
    sa.Column('digest', WORDS, nullable=False),
    sa.Column('published_at', INSTANT, nullable=True),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_questionnaire_version_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_questionnaire_version')),
    sa.UniqueConstraint('questionnaire_id', 'number', name=op.f('uq_questionnaire_version_questionnaire_id_number'))
    )
    with op.batch_alter_table('questionnaire_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_questionnaire_version_questionnaire_id'), ['questionnaire_id'], unique=False)

    op.create_table('staff',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('email', WORDS, nullable=False),
    sa.Column('name', WORDS, nullable=False),
    sa.Column('password', WORDS, nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('fs_uniquifier', WORDS, nullable=False),
    sa.Column('must_change_password', sa.Boolean(), nullable=False),
    sa.Column('confirmed_at', INSTANT, nullable=True),
    sa.Column('tf_primary_method', WORDS, nullable=True),
    sa.Column('tf_totp_secret', WORDS, nullable=True),
    sa.Column('tf_phone_number', WORDS, nullable=True),
    sa.Column('mf_recovery_codes', sa.JSON(), nullable=True),
    sa.Column('organisation_id', IDENTIFIER, nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_staff_organisation_id_organisation'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff')),
    sa.UniqueConstraint('email', name=op.f('uq_staff_email')),
    sa.UniqueConstraint('fs_uniquifier', name=op.f('uq_staff_fs_uniquifier'))
    )
    with op.batch_alter_table('staff', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_staff_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('forum',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('key', WORDS, nullable=False),
    sa.Column('name', WORDS, nullable=False),
    sa.Column('kind', kind('forumkind', 'board', 'subgroup', 'locality'), nullable=False),
    sa.Column('quorum', sa.Integer(), nullable=False),
    sa.Column('chair_contact_id', IDENTIFIER, nullable=True),
    sa.ForeignKeyConstraint(['chair_contact_id'], ['contact.id'], name=op.f('fk_forum_chair_contact_id_contact'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_forum')),
    sa.UniqueConstraint('key', name=op.f('uq_forum_key'))
    )
    with op.batch_alter_table('forum', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_forum_chair_contact_id'), ['chair_contact_id'], unique=False)

    op.create_table('job',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('kind', kind('jobkind', 'analyse', 'draft', 'send_message'), nullable=False),
    sa.Column('subject_id', WORDS, nullable=False),
    sa.Column('idempotency_key', WORDS, nullable=False),
    sa.Column('state', kind('jobstate', 'queued', 'running', 'needs_unlocking', 'done', 'failed', 'cancelled'), nullable=False),
    sa.Column('progress_step', WORDS, nullable=False),
    sa.Column('progress_done', sa.Integer(), nullable=False),
    sa.Column('progress_total', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('cancel_requested', sa.Boolean(), nullable=False),
    sa.Column('error_code', WORDS, nullable=False),
    sa.Column('error_text', WORDS, nullable=False),
    sa.Column('result', sa.JSON(), nullable=False),
    sa.Column('requested_by_id', IDENTIFIER, nullable=True),
    sa.Column('queued_at', INSTANT, nullable=False),
    sa.Column('started_at', INSTANT, nullable=True),
    sa.Column('heartbeat_at', INSTANT, nullable=True),
    sa.Column('finished_at', INSTANT, nullable=True),
    sa.ForeignKeyConstraint(['requested_by_id'], ['staff.id'], name=op.f('fk_job_requested_by_id_staff'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job')),
    sa.UniqueConstraint('idempotency_key', name=op.f('uq_job_idempotency_key'))
    )
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_subject_id'), ['subject_id'], unique=False)

    op.create_table('response',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('consultation_id', IDENTIFIER, nullable=False),
    sa.Column('questionnaire_version_id', IDENTIFIER, nullable=False),
    sa.Column('kind', kind('responsekind', 'return', 'account'), nullable=False),
    sa.Column('state', kind('responsestate', 'in_progress', 'submitted', 'withdrawn'), nullable=False),
    sa.Column('channel', kind('channel', 'web', 'import', 'paper', 'email', 'telephone', 'vouched', 'open'), nullable=False),
    sa.Column('language', WORDS, nullable=False),
    sa.Column('submission_id', WORDS, nullable=False),
    sa.Column('external_id', WORDS, nullable=True),
    sa.Column('content_hash', WORDS, nullable=False),
    sa.Column('organisation_id', IDENTIFIER, nullable=True),
    sa.Column('organisation_name', WORDS, nullable=False),
    sa.Column('sector', kind('sector', 'local_authority_upper', 'local_authority_lower', 'government_department', 'police', 'health', 'fire_rescue', 'voluntary_community', 'migrant_led', 'accommodation_provider', 'employer', 'education', 'legal_advice', 'academic', 'individual'), nullable=True),
    sa.Column('sub_region_id', IDENTIFIER, nullable=True),
    sa.Column('place_band', WORDS, nullable=False),
    sa.Column('dissents', sa.Boolean(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=True),
    sa.Column('started_at', INSTANT, nullable=True),
    sa.Column('submitted_at', INSTANT, nullable=True),
    sa.Column('codename_lookup', WORDS, nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("kind <> 'account' OR (started_at IS NULL AND submitted_at IS NULL)", name=op.f('ck_response_account_no_instant')),
    sa.CheckConstraint("kind <> 'account' OR organisation_name = ''", name=op.f('ck_response_account_no_name')),
    sa.ForeignKeyConstraint(['consultation_id'], ['consultation.id'], name=op.f('fk_response_consultation_id_consultation'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_response_organisation_id_organisation'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['questionnaire_version_id'], ['questionnaire_version.id'], name=op.f('fk_response_questionnaire_version_id_questionnaire_version'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['sub_region_id'], ['sub_region.id'], name=op.f('fk_response_sub_region_id_sub_region'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_response')),
    sa.UniqueConstraint('codename_lookup', name=op.f('uq_response_codename_lookup')),
    sa.UniqueConstraint('consultation_id', 'external_id', name=op.f('uq_response_consultation_id_external_id')),
    sa.UniqueConstraint('submission_id', name=op.f('uq_response_submission_id')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('response', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_response_consultation_id'), ['consultation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_response_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_response_questionnaire_version_id'), ['questionnaire_version_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_response_received_on'), ['received_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_response_sub_region_id'), ['sub_region_id'], unique=False)

    op.create_table('revision',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('subject_kind', kind('subjectkind', 'answer', 'section'), nullable=False),
    sa.Column('subject_id', WORDS, nullable=False),
    sa.Column('parent_id', IDENTIFIER, nullable=True),
    sa.Column('joined_id', IDENTIFIER, nullable=True),
    sa.Column('author_id', IDENTIFIER, nullable=True),
    sa.Column('author_name', WORDS, nullable=False),
    sa.Column('body', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.Column('reason', WORDS, nullable=False),
    sa.Column('at', INSTANT, nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['staff.id'], name=op.f('fk_revision_author_id_staff'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['joined_id'], ['revision.id'], name=op.f('fk_revision_joined_id_revision'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['parent_id'], ['revision.id'], name=op.f('fk_revision_parent_id_revision'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_revision_joined_id'), ['joined_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_revision_parent_id'), ['parent_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_revision_subject_kind_subject_id'), ['subject_kind', 'subject_id'], unique=False)

    op.create_table('section',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('draft_id', IDENTIFIER, nullable=False),
    sa.Column('key', WORDS, nullable=False),
    sa.Column('title', WORDS, nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('government_question_id', IDENTIFIER, nullable=True),
    sa.ForeignKeyConstraint(['draft_id'], ['draft.id'], name=op.f('fk_section_draft_id_draft'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['government_question_id'], ['government_question.id'], name=op.f('fk_section_government_question_id_government_question'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_section')),
    sa.UniqueConstraint('draft_id', 'key', name=op.f('uq_section_draft_id_key'))
    )
    with op.batch_alter_table('section', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_section_draft_id'), ['draft_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_section_government_question_id'), ['government_question_id'], unique=False)

    op.create_table('staff_role_holding',
    sa.Column('staff_id', IDENTIFIER, nullable=False),
    sa.Column('role_id', IDENTIFIER, nullable=False),
    sa.ForeignKeyConstraint(['role_id'], ['staff_role.id'], name=op.f('fk_staff_role_holding_role_id_staff_role'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_staff_role_holding_staff_id_staff'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('staff_id', 'role_id', name=op.f('pk_staff_role_holding'))
    )
    op.create_table('theme',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('run_id', IDENTIFIER, nullable=False),
    sa.Column('key', WORDS, nullable=False),
    sa.Column('label', WORDS, nullable=False),
    sa.Column('key_phrases', sa.JSON(), nullable=False),
    sa.Column('size_responses', sa.Integer(), nullable=False),
    sa.Column('stability', sa.Double(), nullable=False),
    sa.Column('renamed_by_id', IDENTIFIER, nullable=True),
    sa.ForeignKeyConstraint(['renamed_by_id'], ['staff.id'], name=op.f('fk_theme_renamed_by_id_staff'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['run_id'], ['analysis_run.id'], name=op.f('fk_theme_run_id_analysis_run'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_theme')),
    sa.UniqueConstraint('run_id', 'key', name=op.f('uq_theme_run_id_key'))
    )
    with op.batch_alter_table('theme', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_theme_run_id'), ['run_id'], unique=False)

    op.create_table('account_key',
    sa.Column('response_id', IDENTIFIER, nullable=False),
    sa.Column('sealed_to_partnership', sa.LargeBinary(), nullable=True),
    sa.Column('locked_for_person', sa.LargeBinary(), nullable=True),
    sa.Column('codename_salt', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=op.f('fk_account_key_response_id_response'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('response_id', name=op.f('pk_account_key')),
    sqlite_with_rowid=False
    )
    op.create_table('answer',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('response_id', IDENTIFIER, nullable=False),
    sa.Column('question_id', WORDS, nullable=False),
    sa.Column('language', WORDS, nullable=False),
    sa.Column('value', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.Column('head_revision_id', IDENTIFIER, nullable=True),
    sa.CheckConstraint('sealed IS NULL OR value IS NULL', name=op.f('ck_answer_sealed_or_clear')),
    sa.ForeignKeyConstraint(['head_revision_id'], ['revision.id'], name=op.f('fk_answer_head_revision_id_revision'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=op.f('fk_answer_response_id_response'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer')),
    sa.UniqueConstraint('response_id', 'question_id', name=op.f('uq_answer_response_id_question_id')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_response_id'), ['response_id'], unique=False)

    op.create_table('consent',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('response_id', IDENTIFIER, nullable=False),
    sa.Column('purpose', kind('purpose', 'analyse', 'quote', 'attribute', 'contact', 'share'), nullable=False),
    sa.Column('granted', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=op.f('fk_consent_response_id_response'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent')),
    sa.UniqueConstraint('response_id', 'purpose', 'version', name=op.f('uq_consent_response_id_purpose_version')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consent_response_id'), ['response_id'], unique=False)

    op.create_table('forum_member',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('forum_id', IDENTIFIER, nullable=False),
    sa.Column('organisation_id', IDENTIFIER, nullable=False),
    sa.Column('contact_id', IDENTIFIER, nullable=True),
    sa.Column('from_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_forum_member_contact_id_contact'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['forum_id'], ['forum.id'], name=op.f('fk_forum_member_forum_id_forum'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_forum_member_organisation_id_organisation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_forum_member')),
    sa.UniqueConstraint('forum_id', 'organisation_id', name=op.f('uq_forum_member_forum_id_organisation_id'))
    )
    with op.batch_alter_table('forum_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_forum_member_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_forum_member_forum_id'), ['forum_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_forum_member_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('response_bucket',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('run_id', IDENTIFIER, nullable=False),
    sa.Column('response_id', IDENTIFIER, nullable=False),
    sa.Column('bucket', kind('bucket', 'analysed', 'empty', 'no_substance', 'unreadable', 'unknown_language', 'duplicate_id', 'not_permitted', 'locked', 'withdrawn', 'not_analysed'), nullable=False),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=op.f('fk_response_bucket_response_id_response'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['run_id'], ['analysis_run.id'], name=op.f('fk_response_bucket_run_id_analysis_run'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_response_bucket')),
    sa.UniqueConstraint('run_id', 'response_id', name=op.f('uq_response_bucket_run_id_response_id'))
    )
    with op.batch_alter_table('response_bucket', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_response_bucket_response_id'), ['response_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_response_bucket_run_id'), ['run_id'], unique=False)

    op.create_table('statement',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('section_id', IDENTIFIER, nullable=False),
    sa.Column('key', WORDS, nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', kind('statementkind', 'counted', 'quoted', 'sourced', 'partner_fact', 'position', 'narrative'), nullable=False),
    sa.Column('text', WORDS, nullable=False),
    sa.Column('evidence', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['section_id'], ['section.id'], name=op.f('fk_statement_section_id_section'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_statement')),
    sa.UniqueConstraint('section_id', 'key', name=op.f('uq_statement_section_id_key'))
    )
    with op.batch_alter_table('statement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_statement_section_id'), ['section_id'], unique=False)

    op.create_table('use',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('response_id', IDENTIFIER, nullable=False),
    sa.Column('question_id', WORDS, nullable=False),
    sa.Column('start', sa.Integer(), nullable=True),
    sa.Column('end', sa.Integer(), nullable=True),
    sa.Column('kind', kind('usekind', 'page', 'analysis', 'table', 'draft', 'export'), nullable=False),
    sa.Column('purpose', kind('purpose', 'analyse', 'quote', 'attribute', 'contact', 'share'), nullable=False),
    sa.Column('subject_id', WORDS, nullable=False),
    sa.Column('consent_version', sa.Integer(), nullable=False),
    sa.Column('staff_id', IDENTIFIER, nullable=True),
    sa.Column('at', INSTANT, nullable=False),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=op.f('fk_use_response_id_response'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_use_staff_id_staff'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_use'))
    )
    with op.batch_alter_table('use', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_use_response_id'), ['response_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_use_subject_id'), ['subject_id'], unique=False)

    op.create_table('answered_item',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('run_id', IDENTIFIER, nullable=False),
    sa.Column('answer_id', IDENTIFIER, nullable=False),
    sa.Column('language', WORDS, nullable=False),
    sa.Column('language_confident', sa.Boolean(), nullable=False),
    sa.Column('bucket', kind('bucket', 'analysed', 'empty', 'no_substance', 'unreadable', 'unknown_language', 'duplicate_id', 'not_permitted', 'locked', 'withdrawn', 'not_analysed'), nullable=False),
    sa.Column('campaign_key', WORDS, nullable=False),
    sa.Column('campaign_shared', sa.Double(), nullable=True),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_answered_item_answer_id_answer'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['run_id'], ['analysis_run.id'], name=op.f('fk_answered_item_run_id_analysis_run'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answered_item')),
    sa.UniqueConstraint('run_id', 'answer_id', name=op.f('uq_answered_item_run_id_answer_id'))
    )
    with op.batch_alter_table('answered_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answered_item_answer_id'), ['answer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_answered_item_run_id'), ['run_id'], unique=False)

    op.create_table('excerpt',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('statement_id', IDENTIFIER, nullable=False),
    sa.Column('response_id', IDENTIFIER, nullable=False),
    sa.Column('question_id', WORDS, nullable=False),
    sa.Column('revision_id', IDENTIFIER, nullable=True),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('attribution', WORDS, nullable=False),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=op.f('fk_excerpt_response_id_response'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_excerpt_revision_id_revision'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['statement_id'], ['statement.id'], name=op.f('fk_excerpt_statement_id_statement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_excerpt'))
    )
    with op.batch_alter_table('excerpt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_excerpt_response_id'), ['response_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_excerpt_revision_id'), ['revision_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_excerpt_statement_id'), ['statement_id'], unique=False)

    op.create_table('segment',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('answer_id', IDENTIFIER, nullable=False),
    sa.Column('revision_id', IDENTIFIER, nullable=True),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.CheckConstraint('start >= 0 AND "end" > start', name=op.f('ck_segment_offsets')),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_segment_answer_id_answer'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_segment_revision_id_revision'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_segment')),
    sa.UniqueConstraint('answer_id', 'revision_id', 'start', 'end', name=op.f('uq_segment_answer_id_revision_id_start_end'))
    )
    with op.batch_alter_table('segment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_segment_answer_id'), ['answer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_segment_revision_id'), ['revision_id'], unique=False)

    op.create_table('coding',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('segment_id', IDENTIFIER, nullable=False),
    sa.Column('code_id', IDENTIFIER, nullable=False),
    sa.Column('author', WORDS, nullable=False),
    sa.Column('staff_id', IDENTIFIER, nullable=True),
    sa.Column('state', kind('codingstate', 'suggested', 'accepted', 'rejected'), nullable=False),
    sa.Column('score', sa.Double(), nullable=True),
    sa.Column('because', WORDS, nullable=False),
    sa.Column('because_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('memo', WORDS, nullable=False),
    sa.Column('memo_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('at', INSTANT, nullable=False),
    sa.ForeignKeyConstraint(['code_id'], ['code.id'], name=op.f('fk_coding_code_id_code'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['segment_id'], ['segment.id'], name=op.f('fk_coding_segment_id_segment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_coding_staff_id_staff'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coding')),
    sa.UniqueConstraint('segment_id', 'code_id', 'author', name=op.f('uq_coding_segment_id_code_id_author'))
    )
    with op.batch_alter_table('coding', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_coding_code_id'), ['code_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_coding_segment_id'), ['segment_id'], unique=False)

    op.create_table('theme_placement',
    sa.Column('id', IDENTIFIER, nullable=False),
    sa.Column('theme_id', IDENTIFIER, nullable=False),
    sa.Column('segment_id', IDENTIFIER, nullable=False),
    sa.Column('score', sa.Double(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['segment_id'], ['segment.id'], name=op.f('fk_theme_placement_segment_id_segment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['theme_id'], ['theme.id'], name=op.f('fk_theme_placement_theme_id_theme'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_theme_placement')),
    sa.UniqueConstraint('theme_id', 'segment_id', name=op.f('uq_theme_placement_theme_id_segment_id'))
    )
    with op.batch_alter_table('theme_placement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_theme_placement_segment_id'), ['segment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_theme_placement_theme_id'), ['theme_id'], unique=False)

    op.bulk_insert(
        sa.table("staff_role", sa.column("id"), sa.column("name"), sa.column("description")),
        [{"id": key, "name": name, "description": description} for key, name, description in ROLES],
    )


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
